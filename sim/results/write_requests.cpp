#include "sim/results/write_requests.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tiersim {
namespace {

// Columns that every request has: kRequestFields, then these.
enum : std::size_t { kScenario = kRequestFieldCount, kFinish, kLatencyPlace, kFixed };

constexpr std::size_t kOutcome = 5;
static_assert(std::get<kOutcome>(kRequestFields).member == &RequestRecord::outcome);
constexpr std::size_t kLongestOutcome = 7;  // "dropped"

/// The outcome's name as the bytes of a number, the first letter in the lowest byte.
std::int64_t letters_of(Outcome outcome) {
  const std::string_view name = name_of(outcome);
  std::int64_t letters = 0;
  for (std::size_t i = 0; i < name.size(); ++i)
    letters |= static_cast<std::int64_t>(name[i]) << (8 * i);
  return letters;
}

void to_letters(Integers& outcomes) {
  static const std::array letters{letters_of(Outcome::ok), letters_of(Outcome::dropped),
                                  letters_of(Outcome::late), letters_of(Outcome::timeout)};
  for (std::int64_t& outcome : outcomes)
    outcome = letters[static_cast<std::size_t>(outcome) % letters.size()];
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
  gathered_.assign(paths_.size(), Integers(ChunkPacker::kRows));
  full_ = gathered_;
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

PackedRequests::Columns RequestColumns::columns_at_end() {
  PackedRequests::Columns to;
  const auto end_of = [&](std::size_t column) { return gathered_[column].data() + rows_; };
  for (std::size_t field = 0; field < kRequestFieldCount; ++field) to.fields[field] = end_of(field);
  to.latency = end_of(kLatencyPlace);
  to.finished = end_of(kFinish);
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    if (const std::size_t column = plan_.column_of_part[part]) {
      to.parts.push_back(end_of(column));
    } else {
      parts_[part].resize(ChunkPacker::kRows);
      to.parts.push_back(parts_[part].data());
    }
  }
  return to;
}

void RequestColumns::add_rows(std::int64_t scenario, PackedRequests& requests, std::size_t count) {
  const PackedRequests::Columns to = columns_at_end();
  requests.take(count, to);
  std::fill_n(gathered_[kScenario].data() + rows_, count, scenario);
  for (const Plan::Sum& sum : plan_.sums) {
    // If a route lacks a step, its requests have zeros there: the sum of all columns stays the
    // latency.
    std::int64_t* const total = gathered_[sum.column].data() + rows_;
    std::fill_n(total, count, 0);
    for (const std::size_t part : sum.parts)
      for (std::size_t i = 0; i < count; ++i) total[i] = wrapping_sum(total[i], to.parts[part][i]);
  }
  rows_ += count;
}

void RequestColumns::add(std::int64_t scenario, const Route& route, PackedRequests& requests) {
  plan_of(route);
  for (std::size_t left = requests.rows(); left > 0;) {
    const std::size_t count = std::min(left, ChunkPacker::kRows - rows_);
    add_rows(scenario, requests, count);
    left -= count;
    if (rows_ == ChunkPacker::kRows) hand_over();
  }
}

void RequestColumns::hand_over() {
  if (written_.valid()) written_.get();
  full_.swap(gathered_);
  // If no thread can be started, get() writes.
  constexpr auto kHow = std::launch::async | std::launch::deferred;
  written_ = std::async(kHow, [this, rows = std::exchange(rows_, 0)] { write(rows); });
}

void RequestColumns::write(std::size_t rows) {
  to_letters(full_[kOutcome]);
  for (std::size_t i = 0; i < full_.size(); ++i) {
    // Nobody reads past the last row. What is equal to it compresses well.
    std::fill(full_[i].begin() + static_cast<std::ptrdiff_t>(rows), full_[i].end(),
              full_[i][rows - 1]);
    const std::size_t width = i == kOutcome ? kLongestOutcome : sizeof(std::int64_t);
    file_.append_chunk(paths_[i], rows, packer_.pack(full_[i], width));
  }
}

void RequestColumns::flush() {
  if (rows_ > 0) hand_over();
  if (written_.valid()) written_.get();
}

}  // namespace tiersim
