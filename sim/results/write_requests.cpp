#include "sim/results/write_requests.h"

#include <algorithm>

namespace tiersim {
namespace {

std::string describe_step(const std::string& column) {
  static const std::map<std::string, std::string> descriptions{
      {"network_ns", "message, end to end: "},
      {"connect_ns", "of the message, until its connection was open: "},
      {"transmission_ns",
       "of the message, its packets on the slowest link and the last on the others: "},
      {"propagation_ns", "of the message, in flight: "},
      {"network_queue_ns",
       "of the message, behind other traffic, for TCP's window, for retransmissions: "},
      {"queue_ns", "waiting for a worker at "},
      {"load_ns", "loading the model at "},
      {"compute_ns", "inference at "}};
  const std::size_t dot = column.find('.');
  return descriptions.at(column.substr(0, dot)) + column.substr(dot + 1);
}

struct Field {
  const char* name;
  const char* unit;
  const char* description;
  std::int64_t (*value)(const RequestRecord&);
};

const std::vector<Field> kFields{
    {"index", "", "number within the scenario", [](const RequestRecord& r) { return r.index; }},
    {"sample", "", "item of the test set asked about",
     [](const RequestRecord& r) { return r.sample; }},
    {"client", "", "who asked", [](const RequestRecord& r) { return r.client; }},
    {"prediction", "", "class answered; -1 unknown",
     [](const RequestRecord& r) { return std::int64_t{r.prediction}; }},
    {"correct", "", "1 right, 0 wrong, -1 unknown",
     [](const RequestRecord& r) { return std::int64_t{r.correct}; }},
    {"scheduled_ns", "ns", "simulated time since the scenario's requests began",
     [](const RequestRecord& r) { return std::int64_t{r.scheduled.count()}; }},
    {"finished_ns", "ns", "simulated time since the scenario's requests began",
     [](const RequestRecord& r) { return std::int64_t{r.finished.count()}; }},
    {"latency_ns", "ns", "finished - scheduled; the sum of all parts",
     [](const RequestRecord& r) { return std::int64_t{r.latency().count()}; }},
};
constexpr const char* kScenario = "scenario";
constexpr const char* kOutcome = "/requests/outcome";
constexpr std::size_t kLongestOutcome = 7;  // "dropped"

std::string path_of(const std::string& column) { return "/requests/" + column; }

}  // namespace

std::map<std::string, std::vector<std::size_t>> step_columns(const Route& route) {
  std::map<std::string, std::vector<std::size_t>> columns;
  for (std::size_t i = 0; i < route.size(); ++i) {
    columns[route[i].column()].push_back(i);
    if (route[i].is_network()) columns["network_ns." + route[i].where].push_back(i);
  }
  return columns;
}

RequestColumns::RequestColumns(Hdf5Writer& file, const std::set<std::string>& steps) : file_(file) {
  const auto begin = [&](const std::string& name, const std::string& unit,
                         const std::string& description) {
    file.begin_integers(path_of(name), unit, description);
    integers_[name];
  };
  file.group("/requests");
  begin(kScenario, "", "row of /scenarios");
  for (const Field& field : kFields) begin(field.name, field.unit, field.description);
  file.begin_texts(kOutcome, kLongestOutcome, "ok, dropped, late or timeout");
  for (const std::string& step : steps) begin(step, "ns", describe_step(step));
}

void RequestColumns::add(const ScenarioResult& scenario) {
  const auto columns = step_columns(scenario.route);
  for (auto at = scenario.requests.begin(); at != scenario.requests.end();) {
    const auto room = static_cast<std::ptrdiff_t>(Hdf5Writer::kChunk - rows_);
    const auto end = at + std::min(room, scenario.requests.end() - at);
    integers_[kScenario].insert(integers_[kScenario].end(), static_cast<std::size_t>(end - at),
                                scenario.id);
    for (const Field& field : kFields) {
      Integers& values = integers_[field.name];
      for (auto request = at; request != end; ++request) values.push_back(field.value(*request));
    }
    for (auto request = at; request != end; ++request)
      outcomes_.emplace_back(name_of(request->outcome));
    for (const auto& [name, parts] : columns) {
      Integers& values = integers_.at(name);
      for (auto request = at; request != end; ++request) {
        std::int64_t sum = 0;
        for (const std::size_t part : parts) sum += request->waterfall.parts[part].count();
        values.push_back(sum);
      }
    }
    rows_ += static_cast<std::size_t>(end - at);
    // A scenario whose route lacks a step has zeros: the sum over all columns stays its latency.
    for (auto& [name, values] : integers_) values.resize(rows_, 0);
    at = end;
    if (rows_ == Hdf5Writer::kChunk) flush();
  }
}

void RequestColumns::flush() {
  for (auto& [name, values] : integers_) {
    file_.append(path_of(name), values);
    values.clear();
  }
  file_.append(kOutcome, outcomes_);
  outcomes_.clear();
  rows_ = 0;
}

}  // namespace tiersim
