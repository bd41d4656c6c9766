#include "scenarios/run/store/packed_result.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace tiersim {
namespace {

/// Signed numbers in as few bytes as they need: seven bits in each, small ones of either sign first
/// (LEB128 over zigzag, as in Protocol Buffers).
void put(std::string& bytes, std::int64_t value) {
  auto bits = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  for (; bits >= 0x80; bits >>= 7) bytes.push_back(static_cast<char>(bits | 0x80));
  bytes.push_back(static_cast<char>(bits));
}

void put(std::string& bytes, const std::string& text) {
  put(bytes, static_cast<std::int64_t>(text.size()));
  bytes += text;
}

void put(std::string& bytes, double value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

class Unread {
 public:
  explicit Unread(const std::string& bytes) : bytes_(bytes) {}

  std::int64_t next() {
    std::uint64_t bits = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1)[0]);
      bits |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80)
        return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
    }
    throw std::runtime_error("a packed result holds a number that is too long");
  }
  double number() {
    double value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string text() { return std::string(take(static_cast<std::size_t>(next()))); }
  /// The next so many bytes as they are.
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) throw std::runtime_error("a packed result ends early");
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  bool ended() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

// A column is its least value and what the others are above it, in as many bytes each as the
// largest needs: none where all are alike. Where that is shorter, the same of the differences from
// one value to the next.

struct Range {
  std::uint64_t least, width;
};

/// Of numbers that may wrap around.
Range range_of(const Integers& values) {
  std::int64_t least = values[0], most = values[0];
  for (const std::int64_t value : values) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  Range range{static_cast<std::uint64_t>(least), 0};
  const std::uint64_t span = static_cast<std::uint64_t>(most) - range.least;
  while (range.width < 8 && span >> (8 * range.width) != 0) ++range.width;
  return range;
}

Integers differences(const Integers& values) {
  Integers steps(values.size() - 1);
  for (std::size_t i = 0; i < steps.size(); ++i)
    steps[i] = static_cast<std::int64_t>(static_cast<std::uint64_t>(values[i + 1]) -
                                         static_cast<std::uint64_t>(values[i]));
  return steps;
}

void put_values(std::string& bytes, const Integers& values, const Range& range) {
  put(bytes, static_cast<std::int64_t>(range.least));
  std::size_t at = bytes.size();
  // Eight bytes are written of which the next value takes those that it does not need.
  bytes.resize(at + values.size() * range.width + sizeof range.least);
  for (const std::int64_t value : values) {
    const std::uint64_t above = static_cast<std::uint64_t>(value) - range.least;
    std::memcpy(bytes.data() + at, &above, sizeof above);
    at += range.width;
  }
  bytes.resize(at);
}

constexpr std::int64_t kMostRows = 100'000'000;  // a hundred times what a study may ask for
constexpr std::int64_t kDifferences = 16;        // beside the width

void put(std::string& bytes, const Series& series) {
  if (series.is_constant()) {
    put(bytes, std::int64_t{0});
    return put(bytes, series.constant);
  }
  const Range whole = range_of(series.values);
  const Integers steps = differences(series.values);
  if (const Range range = range_of(steps); range.width < whole.width) {
    put(bytes, static_cast<std::int64_t>(range.width) | kDifferences);
    put(bytes, series.values[0]);
    return put_values(bytes, steps, range);
  }
  put(bytes, static_cast<std::int64_t>(whole.width));
  put_values(bytes, series.values, whole);
}

Integers take_values(Unread& bytes, std::size_t count, std::size_t width) {
  const auto least = static_cast<std::uint64_t>(bytes.next());
  if (width > 8 || count > kMostRows)
    throw std::runtime_error("a packed result holds an impossible width");
  const std::string_view packed = bytes.take(count * width);
  Integers values(count, static_cast<std::int64_t>(least));
  if (width == 0) return values;
  const auto value_at = [&](std::size_t i, std::size_t read) {
    std::uint64_t above = 0;
    std::memcpy(&above, packed.data() + i * width, read);
    return above;
  };
  // Eight bytes at a time, of which those of the next values are cut off, as long as there are.
  const std::uint64_t own = ~std::uint64_t{0} >> (64 - 8 * width);
  std::size_t i = 0;
  for (; i * width + sizeof own <= packed.size(); ++i)
    values[i] = static_cast<std::int64_t>(least + (value_at(i, sizeof own) & own));
  for (; i < count; ++i) values[i] = static_cast<std::int64_t>(least + value_at(i, width));
  return values;
}

Series take_series(Unread& bytes, std::size_t rows) {
  const std::int64_t kind = bytes.next();
  if (kind == 0) return {bytes.next(), {}};
  const auto width = static_cast<std::size_t>(kind & (kDifferences - 1));
  if ((kind & kDifferences) == 0) return {0, take_values(bytes, rows, width)};
  auto value = static_cast<std::uint64_t>(bytes.next());
  Series series{0, take_values(bytes, rows - 1, width)};
  for (std::int64_t& step : series.values)
    value += static_cast<std::uint64_t>(std::exchange(step, static_cast<std::int64_t>(value)));
  series.values.push_back(static_cast<std::int64_t>(value));
  return series;
}

// A single client asks again when it has its answer, or so long after that: of the times at which
// it asked, the first tells all others.

/// Between an answer and the next question, where that is always the same.
std::optional<std::int64_t> pause_of(const RequestTable& table) {
  const Integers& asked = table.columns[RequestTable::kScheduled].values;
  if (asked.empty()) return std::nullopt;
  const Series latency = table.latency();
  std::optional<std::int64_t> same;
  for (std::size_t i = 0; i + 1 < asked.size(); ++i) {
    const std::int64_t pause = asked[i + 1] - (asked[i] + latency.at(i));
    if (pause != same.value_or(pause)) return std::nullopt;
    same = pause;
  }
  return same;
}

Series asked_after(std::int64_t pause, std::int64_t first, const RequestTable& table) {
  const Series latency = table.latency();
  Series asked{0, Integers(table.rows, first)};
  for (std::size_t i = 1; i < table.rows; ++i)
    asked.values[i] = wrapping_sum(asked.values[i - 1], wrapping_sum(latency.at(i - 1), pause));
  return asked;
}

}  // namespace

std::string pack(const ScenarioResult& result) {
  std::string bytes;
  put(bytes, result.status);
  put(bytes, result.reason);
  put(bytes, static_cast<std::int64_t>(result.seed));
  put(bytes, std::int64_t{result.extrapolated});
  put(bytes, result.energy);
  put(bytes, std::int64_t{result.packets_per_segment});
  put(bytes, result.wall_seconds);
  RequestTable table = table_of(result.requests, result.route.size());
  put(bytes, static_cast<std::int64_t>(table.rows));
  const std::optional<std::int64_t> pause = pause_of(table);
  put(bytes, std::int64_t{pause.has_value()});
  if (pause) {
    Series& asked = table.columns[RequestTable::kScheduled];
    asked = {asked.values[0], {}};
    put(bytes, *pause);
  }
  for (const Series& series : table.columns) put(bytes, series);
  return bytes;
}

std::string status_of(const std::string& bytes) { return Unread(bytes).text(); }

RequestTable unpack(const std::string& packed, ScenarioResult& result) {
  Unread bytes(packed);
  result.status = bytes.text();
  result.reason = bytes.text();
  result.seed = static_cast<std::uint64_t>(bytes.next());
  result.extrapolated = bytes.next() != 0;
  result.energy = bytes.number();
  result.packets_per_segment = static_cast<int>(bytes.next());
  result.wall_seconds = bytes.number();
  RequestTable table;
  const std::int64_t rows = bytes.next();
  if (rows < 0 || rows > kMostRows) throw std::runtime_error("a packed result has too many rows");
  table.rows = static_cast<std::size_t>(rows);
  std::optional<std::int64_t> pause;
  if (bytes.next() != 0) pause = bytes.next();
  table.columns.resize(RequestTable::kOwn + result.route.size());
  for (Series& series : table.columns) series = take_series(bytes, table.rows);
  Series& asked = table.columns[RequestTable::kScheduled];
  if (pause) asked = asked_after(*pause, asked.constant, table);
  if (!bytes.ended()) throw std::runtime_error("a packed result has more than its requests");
  return table;
}

}  // namespace tiersim
