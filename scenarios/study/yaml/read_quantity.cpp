#include "scenarios/study/yaml/read_quantity.h"

#include <fmt/format.h>

namespace tiersim {
namespace {

template <typename Quantity>
[[noreturn]] void out_of_range(const Value& value, Quantity got, Quantity least, Quantity most) {
  value.fail(fmt::format("{} is out of range (use {} to {})", to_string(got), to_string(least),
                         to_string(most)));
}

/// A quantity whose number is `value`.
template <typename Quantity>
Quantity read_within(const Value& value, Quantity (*parser)(std::string_view), Quantity least,
                     Quantity most, const char* unit) {
  const Quantity quantity = value.quantity(parser);
  if (quantity.value < least.value || quantity.value > most.value)
    out_of_range(value, quantity, least, most);
  value.note_number(static_cast<double>(quantity.value), unit);
  return quantity;
}

}  // namespace

Bytes read_size(const Value& value, std::int64_t least, std::int64_t most) {
  return read_within<Bytes>(value, parse_bytes, {least}, {most}, "byte");
}

Fraction read_fraction(const Value& value, double least, double most) {
  return read_within<Fraction>(value, parse_fraction, {least}, {most}, "1");
}

BitsPerSecond read_bandwidth(const Value& value) {
  const BitsPerSecond rate = value.quantity(parse_bandwidth);
  if (rate.value != 0 && (rate.value < kSlowestRate.value || rate.value > kFastestRate.value))
    out_of_range(value, rate, kSlowestRate, kFastestRate);
  value.note_number(rate.value, "bit/s");
  return rate;
}

BitsPerSecond read_bandwidth(const Value& value, BitsPerSecond least, BitsPerSecond most) {
  return read_within<BitsPerSecond>(value, parse_bandwidth, least, most, "bit/s");
}

Duration read_duration(const Value& value, Duration least, Duration most) {
  const Duration duration = value.quantity(parse_duration);
  if (duration < least || duration > most) out_of_range(value, duration, least, most);
  value.note_number(static_cast<double>(duration.count()), "ns");
  return duration;
}

Packets read_packets(const Value& value, double least, double most) {
  return read_within<Packets>(value, parse_packets, {least}, {most}, "1");
}

Watts read_power(const Value& value) {
  const Watts power = value.quantity(parse_power);
  value.note_number(power.value, "W");
  return power;
}

Joules read_energy(const Value& value, Joules least, Joules most) {
  return read_within<Joules>(value, parse_energy, least, most, "J");
}

Metres read_length(const Value& value, double least, double most) {
  return read_within<Metres>(value, parse_length, {least}, {most}, "m");
}

}  // namespace tiersim
