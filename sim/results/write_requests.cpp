#include "sim/results/write_requests.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tiersim {
namespace {

// Columns that every request has: kRequestFields, then these.
enum : std::size_t { kScenario = kRequestFieldCount, kFinish, kLatencyPlace, kFixed };

constexpr std::size_t kOutcome = place_of(kRequestFields, &RequestRecord::outcome);
constexpr std::size_t kLongestOutcome = 7;  // "dropped"

/// The outcome's name as the bytes of a number, the first letter in the lowest byte.
std::int64_t letters_of(Outcome outcome) {
  const std::string_view name = name_of(outcome);
  std::int64_t letters = 0;
  for (std::size_t i = 0; i < name.size(); ++i)
    letters |= static_cast<std::int64_t>(name[i]) << (8 * i);
  return letters;
}

ChunkColumn to_letters(const ChunkColumn& outcomes) {
  static const std::array letters{letters_of(Outcome::ok), letters_of(Outcome::dropped),
                                  letters_of(Outcome::late), letters_of(Outcome::timeout)};
  const auto letters_at = [&](std::size_t row) {
    return letters[static_cast<std::size_t>(outcomes[row]) % letters.size()];
  };
  ChunkColumn column;
  if (outcomes.constant()) {
    column.append_equal(letters_at(0), outcomes.rows());
  } else {
    std::int64_t* const values = column.append(outcomes.rows());
    for (std::size_t row = 0; row < outcomes.rows(); ++row) values[row] = letters_at(row);
  }
  return column;
}

}  // namespace

RequestColumns::RequestColumns(Hdf5Writer& file, const std::map<std::string, StepColumn>& steps)
    : file_(file) {
  file.group("/requests");
  const auto begin = [&](const std::string& name, const std::string& unit,
                         const std::string& description) {
    const std::string& path = paths_.emplace_back("/requests/" + name);
    if (paths_.size() - 1 == kOutcome) return file.begin_texts(path, kLongestOutcome, description);
    file.begin_integers(path, unit, description);
  };
  for_each_field(kRequestFields,
                 [&](const auto& field) { begin(field.name, field.unit, field.description); });
  for (const Column& column : {kScenarioOfRequest, kFinished, kLatency})
    begin(column.name, column.unit, column.description);
  for (const auto& [name, step] : steps) {
    begin(name, "ns", step.description);
    steps_.push_back(name);
  }
  gathered_.resize(paths_.size());
  full_.resize(paths_.size());
}

const RequestColumns::Plan& RequestColumns::plan_of(const Route& route) {
  if (!plan_.column_of_part.empty() && route == route_) return plan_;
  route_ = route;
  plan_ = {};
  plan_.column_of_part.resize(route.size());
  parts_.resize(route.size());
  const auto columns = step_columns(route);
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const auto found = columns.find(steps_[i]);
    const std::vector<std::size_t> parts =
        found == columns.end() ? std::vector<std::size_t>() : found->second.parts;
    if (parts.size() == 1) {
      plan_.column_of_part[parts[0]] = kFixed + i;
    } else {
      plan_.sums.push_back({kFixed + i, parts});
    }
  }
  return plan_;
}

PackedRequests::Columns RequestColumns::columns() {
  PackedRequests::Columns to;
  for (std::size_t field = 0; field < kRequestFieldCount; ++field)
    to.fields[field] = &gathered_[field];
  to.latency = &gathered_[kLatencyPlace];
  to.finished = &gathered_[kFinish];
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const std::size_t column = plan_.column_of_part[part];
    to.parts.push_back(column != 0 ? &gathered_[column] : &parts_[part]);
  }
  return to;
}

void RequestColumns::add_rows(std::int64_t scenario, PackedRequests& requests, std::size_t count) {
  for (ChunkColumn& part : parts_) part.clear();
  const PackedRequests::Columns to = columns();
  requests.take(count, to);
  gathered_[kScenario].append_equal(scenario, count);
  for (const Plan::Sum& sum : plan_.sums) {
    // If a route lacks a step, its requests have zeros there: the sum of all columns stays the
    // latency.
    std::vector<const ChunkColumn*> terms;
    for (const std::size_t part : sum.parts) terms.push_back(to.parts[part]);
    gathered_[sum.column].append_sum(terms, count);
  }
}

void RequestColumns::add(std::int64_t scenario, const Route& route, PackedRequests& requests) {
  plan_of(route);
  for (std::size_t left = requests.rows(); left > 0;) {
    const std::size_t count = std::min(left, ChunkPacker::kRows - gathered());
    add_rows(scenario, requests, count);
    left -= count;
    if (gathered() == ChunkPacker::kRows) hand_over();
  }
}

void RequestColumns::hand_over() {
  if (written_.valid()) written_.get();
  full_.swap(gathered_);
  for (ChunkColumn& column : gathered_) column.clear();
  // If no thread can be started, get() writes.
  constexpr auto kHow = std::launch::async | std::launch::deferred;
  written_ = std::async(kHow, [this] { write(); });
}

void RequestColumns::write() {
  full_[kOutcome] = to_letters(full_[kOutcome]);
  const std::size_t rows = full_[kScenario].rows();
  for (std::size_t i = 0; i < full_.size(); ++i) {
    // Nobody reads past the last row. What is equal to it compresses well.
    full_[i].append_equal(full_[i][rows - 1], ChunkPacker::kRows - rows);
    const std::size_t width = i == kOutcome ? kLongestOutcome : sizeof(std::int64_t);
    file_.append_chunk(paths_[i], rows, packer_.pack(full_[i], width));
  }
}

void RequestColumns::flush() {
  if (gathered() > 0) hand_over();
  if (written_.valid()) written_.get();
}

}  // namespace tiersim
