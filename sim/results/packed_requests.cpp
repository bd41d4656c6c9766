#include "sim/results/packed_requests.h"

#include <algorithm>
#include <stdexcept>

namespace tiersim {
namespace {

constexpr std::int64_t kMostRows = 100'000'000;  // a hundred times what a study may ask for

// A single client asks again when it has its answer, or a constant time after that. Then the start
// of the first request tells those of all others, and only it and the pause are packed.

constexpr std::size_t kScheduled = place_of(kRequestFields, &RequestRecord::scheduled);
static_assert(kScheduled < kRequestFieldCount);

std::optional<std::int64_t> pause_of(const std::vector<RequestRecord>& requests) {
  if (requests.size() < 2) return std::nullopt;
  const auto pause_after = [&](std::size_t i) {
    return requests[i + 1].scheduled - requests[i].scheduled - requests[i].waterfall.total();
  };
  const Duration pause = pause_after(0);
  for (std::size_t i = 1; i + 1 < requests.size(); ++i)
    if (pause_after(i) != pause) return std::nullopt;
  return pause.count();
}

/// Whether a part has different values in different requests. Most parts have not.
std::vector<bool> parts_that_differ(const std::vector<RequestRecord>& requests, std::size_t parts) {
  std::vector<std::int64_t> bits(parts, 0);  // in which some value differs from the first one
  const std::vector<Duration>& first = requests[0].waterfall.parts;
  for (const RequestRecord& request : requests)
    for (std::size_t part = 0; part < parts; ++part)
      bits[part] |= request.waterfall.parts[part].count() ^ first[part].count();
  return std::vector<bool>(bits.begin(), bits.end());
}

}  // namespace

void put_requests(std::string& bytes, const std::vector<RequestRecord>& requests,
                  std::size_t parts) {
  put(bytes, static_cast<std::int64_t>(requests.size()));
  if (requests.empty()) return;
  const std::optional<std::int64_t> pause = pause_of(requests);
  put(bytes, std::int64_t{pause.has_value()});
  if (pause) put(bytes, *pause);
  Integers values(requests.size());
  const auto put_values = [&](bool equal, const auto& value_of) {
    if (equal) return put_equal(bytes, value_of(requests[0]));
    std::transform(requests.begin(), requests.end(), values.begin(), value_of);
    put_column(bytes, values);
  };
  std::size_t place = 0;
  for_each_field(kRequestFields, [&](const auto& field) {
    if (place++ == kScheduled && pause) return put(bytes, requests[0].scheduled.count());
    put_values(false,
               [&](const RequestRecord& request) { return to_integer(request.*field.member); });
  });
  const std::vector<bool> differ = parts_that_differ(requests, parts);
  for (std::size_t part = 0; part < parts; ++part)
    put_values(!differ[part],
               [&](const RequestRecord& request) { return request.waterfall.parts[part].count(); });
}

PackedRequests::PackedRequests(ByteReader& bytes, std::size_t parts) {
  const std::int64_t rows = bytes.integer();
  if (rows < 0 || rows > kMostRows) throw std::runtime_error("a packed result has too many rows");
  rows_ = static_cast<std::size_t>(rows);
  if (rows_ == 0) return;
  if (bytes.integer() != 0) pause_ = bytes.integer();
  for (std::size_t place = 0; place < kRequestFieldCount + parts; ++place) {
    // Of the starts, one value is packed if there is a pause.
    if (place == kScheduled && pause_) next_scheduled_ = bytes.integer();
    columns_.emplace_back(bytes, place == kScheduled && pause_ ? 0 : rows_);
  }
}

void PackedRequests::take(std::size_t count, const Columns& to) {
  for (std::size_t part = 0; part < to.parts.size(); ++part)
    columns_[kRequestFieldCount + part].take(count, *to.parts[part]);
  to.latency->append_sum({to.parts.begin(), to.parts.end()}, count);
  for (std::size_t place = 0; place < kRequestFieldCount; ++place)
    if (place != kScheduled || !pause_) columns_[place].take(count, *to.fields[place]);
  ChunkColumn& scheduled = *to.fields[kScheduled];
  if (!pause_) return to.finished->append_sum({&scheduled, to.latency}, count);
  std::int64_t* const starts = scheduled.append(count);
  std::int64_t* const ends = to.finished->append(count);
  const std::size_t first = to.latency->rows() - count;
  for (std::size_t i = 0; i < count; ++i) {
    starts[i] = next_scheduled_;
    ends[i] = wrapping_sum(starts[i], (*to.latency)[first + i]);
    next_scheduled_ = wrapping_sum(ends[i], *pause_);
  }
}

}  // namespace tiersim
