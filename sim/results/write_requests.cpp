#include "sim/results/write_requests.h"

#include <algorithm>
#include <string_view>
#include <utility>

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

/// Columns that every request has, whatever its route: those of a table, then these.
enum { kScenario = RequestTable::kOwn, kFinished, kLatency, kFixed };
struct Field {
  const char* name;
  const char* unit;
  const char* description;
};
const Field kFields[kFixed] = {
    {"index", "", "number within the scenario"},
    {"sample", "", "item of the test set asked about"},
    {"client", "", "who asked"},
    {"prediction", "", "class answered; -1 unknown"},
    {"correct", "", "1 right, 0 wrong, -1 unknown"},
    {"outcome", "", "ok, dropped, late or timeout"},
    {"scheduled_ns", "ns", "simulated time since the scenario's requests began"},
    {"scenario", "", "row of /scenarios"},
    {"finished_ns", "ns", "simulated time since the scenario's requests began"},
    {"latency_ns", "ns", "finished - scheduled; the sum of all parts"},
};
constexpr std::size_t kLongestOutcome = 7;  // "dropped"

/// Its name as the bytes of a number, the first one lowest.
std::int64_t letters_of(std::int64_t outcome) {
  const std::string_view name = name_of(static_cast<Outcome>(outcome));
  std::int64_t letters = 0;
  for (std::size_t i = 0; i < name.size(); ++i)
    letters |= static_cast<std::int64_t>(name[i]) << (8 * i);
  return letters;
}

}  // namespace

std::map<std::string, std::vector<std::size_t>> step_columns(const Route& route) {
  std::map<std::string, std::vector<std::size_t>> columns;
  for (std::size_t i = 0; i < route.size(); ++i) {
    columns[route[i].column()].push_back(i);
    if (route[i].is_network()) columns["network_ns." + route[i].where].push_back(i);
  }
  return columns;
}

RequestColumns::RequestColumns(Hdf5Writer& file, const std::set<std::string>& steps)
    : file_(file), steps_(steps) {
  file.group("/requests");
  for (const Field& field : kFields) begin(field.name, field.unit, field.description);
  for (const std::string& step : steps) begin(step, "ns", describe_step(step));
  columns_.resize(paths_.size());
  full_.resize(paths_.size());
}

void RequestColumns::begin(const std::string& name, const std::string& unit,
                           const std::string& description) {
  const std::string path = "/requests/" + name;
  if (paths_.size() == RequestTable::kOutcome) {
    file_.begin_texts(path, kLongestOutcome, description);
  } else {
    file_.begin_integers(path, unit, description);
  }
  paths_.push_back(path);
}

const std::vector<RequestColumns::Parts>& RequestColumns::parts_of(const Route& route) {
  if (parts_.empty() || !(route == route_)) {
    route_ = route;
    parts_.clear();
    const auto columns = step_columns(route);
    for (const std::string& step : steps_) {
      const auto found = columns.find(step);
      parts_.push_back(found == columns.end() ? Parts() : found->second);
    }
  }
  return parts_;
}

void RequestColumns::Pending::add(const Series& series, std::size_t begin, std::size_t count) {
  if (runs && series.is_constant()) {
    const std::int64_t rows = ends.empty() ? 0 : ends.back();
    if (values.empty() || values.back() != series.constant) {
      values.push_back(series.constant);
      ends.push_back(rows);
    }
    ends.back() = rows + static_cast<std::int64_t>(count);
    return;
  }
  if (runs) to_rows();
  if (series.is_constant()) {
    values.insert(values.end(), count, series.constant);
  } else {
    const auto first = series.values.begin() + static_cast<std::ptrdiff_t>(begin);
    values.insert(values.end(), first, first + static_cast<std::ptrdiff_t>(count));
  }
}

void RequestColumns::Pending::to_rows() {
  Integers rows;
  rows.reserve(ChunkPacker::kRows);
  for (std::size_t i = 0; i < values.size(); ++i)
    rows.resize(static_cast<std::size_t>(ends[i]), values[i]);
  values = std::move(rows);
  runs = false;
}

std::string RequestColumns::Pending::pack(ChunkPacker& packer, std::size_t width) {
  // Nobody reads past the last row.
  if (runs) {
    ends.back() = ChunkPacker::kRows;
  } else {
    values.resize(ChunkPacker::kRows, values.back());
  }
  const std::string packed =
      runs ? packer.pack_runs(values, ends, width) : packer.pack(values, width);
  values.clear();
  ends.clear();
  runs = true;
  return packed;
}

void RequestColumns::add(std::int64_t scenario, const Route& route, const RequestTable& requests) {
  std::vector<Series> made(kFixed + steps_.size());  // what is not in the table as it is
  std::vector<const Series*> columns;
  for (int i = 0; i < RequestTable::kOwn; ++i) columns.push_back(&requests.columns[i]);
  if (requests.rows == 0) return;
  made[RequestTable::kOutcome] = requests.columns[RequestTable::kOutcome];
  Series& letters = made[RequestTable::kOutcome];
  letters.constant = letters_of(letters.constant);
  for (std::int64_t& value : letters.values) value = letters_of(value);
  columns[RequestTable::kOutcome] = &letters;
  made[kScenario].constant = scenario;
  made[kLatency] = requests.latency();
  made[kFinished] = sum_of({&made[kLatency], &requests.columns[RequestTable::kScheduled]});
  for (const int column : {kScenario, kFinished, kLatency}) columns.push_back(&made[column]);
  for (const Parts& parts : parts_of(route)) {
    // A scenario whose route lacks a step has zeros: the sum over all columns stays its latency.
    if (parts.size() == 1) {
      columns.push_back(requests.parts() + parts[0]);
      continue;
    }
    std::vector<const Series*> summands;
    for (const std::size_t part : parts) summands.push_back(requests.parts() + part);
    made[columns.size()] = sum_of(summands);
    columns.push_back(&made[columns.size()]);
  }
  for (std::size_t begin = 0; begin < requests.rows;) {
    const std::size_t count = std::min(requests.rows - begin, ChunkPacker::kRows - rows_);
    for (std::size_t i = 0; i < columns.size(); ++i) columns_[i].add(*columns[i], begin, count);
    begin += count;
    rows_ += count;
    if (rows_ == ChunkPacker::kRows) hand_over();
  }
}

void RequestColumns::hand_over() {
  if (written_.valid()) written_.get();
  full_.swap(columns_);
  // Where no thread can be had, get() does it.
  constexpr auto kHow = std::launch::async | std::launch::deferred;
  written_ = std::async(kHow, [this, rows = std::exchange(rows_, 0)] {
    for (std::size_t i = 0; i < full_.size(); ++i) {
      const std::size_t width =
          i == RequestTable::kOutcome ? kLongestOutcome : sizeof(std::int64_t);
      file_.append_chunk(paths_[i], rows, full_[i].pack(packer_, width));
    }
  });
}

void RequestColumns::flush() {
  if (rows_ > 0) hand_over();
  if (written_.valid()) written_.get();
}

}  // namespace tiersim
