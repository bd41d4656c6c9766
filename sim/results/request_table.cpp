#include "sim/results/request_table.h"

namespace tiersim {
namespace {

template <typename Field>
void fill(Series& series, const std::vector<RequestRecord>& requests, Field field) {
  const std::int64_t first = field(requests.front());
  std::size_t alike = 1;
  while (alike < requests.size() && field(requests[alike]) == first) ++alike;
  if (alike == requests.size()) {
    series.constant = first;
    return;
  }
  series.values.assign(requests.size(), first);
  for (std::size_t i = alike; i < requests.size(); ++i) series.values[i] = field(requests[i]);
}

/// Those that are not the same for all requests: row by row, most of which lie side by side.
std::vector<bool> varying_parts(const std::vector<RequestRecord>& requests, std::size_t parts) {
  const Duration* const first = requests.front().waterfall.parts.data();
  std::vector<std::int64_t> differ(parts);
  for (const RequestRecord& request : requests) {
    const Duration* const own = request.waterfall.parts.data();
    for (std::size_t i = 0; i < parts; ++i) differ[i] |= own[i].count() ^ first[i].count();
  }
  return {differ.begin(), differ.end()};
}

}  // namespace

RequestTable table_of(const std::vector<RequestRecord>& requests, std::size_t parts) {
  using Row = RequestRecord;
  RequestTable table;
  table.rows = requests.size();
  table.columns.resize(RequestTable::kOwn + parts);
  if (requests.empty()) return table;
  auto& to = table.columns;
  fill(to[RequestTable::kIndex], requests, [](const Row& r) { return r.index; });
  fill(to[RequestTable::kSample], requests, [](const Row& r) { return r.sample; });
  fill(to[RequestTable::kClient], requests, [](const Row& r) { return r.client; });
  fill(to[RequestTable::kPrediction], requests, [](const Row& r) { return r.prediction; });
  fill(to[RequestTable::kCorrect], requests, [](const Row& r) { return r.correct; });
  fill(to[RequestTable::kOutcome], requests,
       [](const Row& r) { return static_cast<std::int64_t>(r.outcome); });
  fill(to[RequestTable::kScheduled], requests, [](const Row& r) { return r.scheduled.count(); });
  const std::vector<bool> vary = varying_parts(requests, parts);
  for (std::size_t part = 0; part < parts; ++part) {
    Series& series = to[RequestTable::kOwn + part];
    if (!vary[part]) {
      series.constant = requests.front().waterfall.parts[part].count();
      continue;
    }
    series.values.reserve(requests.size());
    for (const Row& request : requests)
      series.values.push_back(request.waterfall.parts[part].count());
  }
  return table;
}

Series RequestTable::latency() const {
  std::vector<const Series*> all;
  for (std::size_t i = kOwn; i < columns.size(); ++i) all.push_back(&columns[i]);
  return sum_of(all);
}

Series sum_of(const std::vector<const Series*>& series) {
  Series sum;
  for (const Series* one : series) {
    if (one->is_constant()) {
      sum.constant = wrapping_sum(sum.constant, one->constant);
    } else if (sum.is_constant()) {
      sum.values = one->values;
    } else {
      for (std::size_t i = 0; i < sum.values.size(); ++i)
        sum.values[i] = wrapping_sum(sum.values[i], one->values[i]);
    }
  }
  if (sum.is_constant()) return sum;
  for (std::int64_t& value : sum.values) value = wrapping_sum(value, sum.constant);
  sum.constant = 0;
  return sum;
}

}  // namespace tiersim
