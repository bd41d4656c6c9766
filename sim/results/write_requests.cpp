#include "sim/results/write_requests.h"

#include <map>

#include "sim/results/columns.h"

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

/// Columns by name, each the places in a route whose parts it adds up.
using Columns = std::map<std::string, std::vector<std::size_t>>;

Columns columns_of(const Route& route) {
  Columns columns;
  for (std::size_t i = 0; i < route.size(); ++i) {
    columns[route[i].column()].push_back(i);
    if (route[i].is_network()) columns["network_ns." + route[i].where].push_back(i);
  }
  return columns;
}

}  // namespace

void write_requests(Hdf5Writer& file, const std::vector<ScenarioResult>& scenarios) {
  file.group("/requests");
  std::vector<const RequestRecord*> rows;
  Integers scenario_ids;
  std::map<std::string, Integers> steps;
  for (const ScenarioResult& scenario : scenarios) {
    for (const RequestRecord& request : scenario.requests) {
      rows.push_back(&request);
      scenario_ids.push_back(scenario.id);
    }
    if (scenario.requests.empty()) continue;
    for (const auto& [name, parts] : columns_of(scenario.route)) steps[name];
  }
  using Row = const RequestRecord*;
  const auto integers = [&](const char* name, auto field, const char* unit,
                            const char* description) {
    file.column(std::string("/requests/") + name, collect<Integers>(rows, field), unit,
                description);
  };
  file.column("/requests/scenario", scenario_ids, "", "row of /scenarios");
  integers(
      "index", [](Row r) { return r->index; }, "", "number within the scenario");
  integers(
      "sample", [](Row r) { return r->sample; }, "", "item of the test set asked about");
  integers(
      "client", [](Row r) { return r->client; }, "", "who asked");
  integers(
      "prediction", [](Row r) { return std::int64_t{r->prediction}; }, "",
      "class answered; -1 unknown");
  integers(
      "correct", [](Row r) { return std::int64_t{r->correct}; }, "",
      "1 right, 0 wrong, -1 unknown");
  integers(
      "scheduled_ns", [](Row r) { return r->scheduled.count(); }, "ns",
      "simulated time since the scenario's requests began");
  integers(
      "finished_ns", [](Row r) { return r->finished.count(); }, "ns",
      "simulated time since the scenario's requests began");
  integers(
      "latency_ns", [](Row r) { return r->latency().count(); }, "ns",
      "finished - scheduled; the sum of all parts");
  file.column("/requests/outcome",
              collect<Texts>(rows, [](Row r) { return std::string(name_of(r->outcome)); }),
              "ok, dropped, late or timeout");
  for (auto& [name, values] : steps) {
    values.reserve(rows.size());
    for (const ScenarioResult& scenario : scenarios) {
      // A scenario whose route lacks the step has zeros: the sum over all columns stays its
      // latency.
      const Columns columns = columns_of(scenario.route);
      const auto found = columns.find(name);
      for (const RequestRecord& request : scenario.requests) {
        std::int64_t sum = 0;
        if (found != columns.end())
          for (const std::size_t part : found->second) sum += request.waterfall.parts[part].count();
        values.push_back(sum);
      }
    }
    file.column("/requests/" + name, values, "ns", describe_step(name));
    values = {};
  }
}

}  // namespace tiersim
