#include "sim/base/quantity.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "sim/base/error.h"

namespace tiersim {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array<Unit, 7> kByteUnits{{{"B", 1},
                                          {"kB", 1e3},
                                          {"MB", 1e6},
                                          {"GB", 1e9},
                                          {"KiB", 1024},
                                          {"MiB", 1048576},
                                          {"GiB", 1073741824}}};
constexpr std::array<Unit, 4> kRateUnits{{{"bps", 1}, {"kbps", 1e3}, {"Mbps", 1e6}, {"Gbps", 1e9}}};
constexpr std::array<Unit, 4> kTimeUnits{{{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}}};
constexpr std::array<Unit, 1> kFractionUnits{{{"%", 0.01}}};
constexpr std::array<Unit, 2> kPowerUnits{{{"mW", 1e-3}, {"W", 1}}};
constexpr std::array<Unit, 2> kEnergyUnits{{{"mJ", 1e-3}, {"J", 1}}};
constexpr std::array<Unit, 3> kFrequencyUnits{{{"/s", 1}, {"/min", 1.0 / 60}, {"/h", 1.0 / 3600}}};
constexpr std::array<Unit, 2> kPacketUnits{{{"packets", 1}, {"packet", 1}}};
constexpr std::array<Unit, 1> kLengthUnits{{{"m", 1}}};

// Above 2^53 a double cannot hold every whole number, and sums of nanoseconds could overflow.
constexpr double kLargest = 9e15;

template <std::size_t N>
std::string names_of(const std::array<Unit, N>& units) {
  std::string names;
  for (const Unit& unit : units) names += (names.empty() ? "" : ", ") + std::string(unit.name);
  return names;
}

template <std::size_t N>
double parse(std::string_view text, const std::array<Unit, N>& units, std::string_view example) {
  const char* const end = text.data() + text.size();
  double number = 0;
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || !std::isfinite(number)) {
    throw UserError(
        fmt::format("\"{}\" is not a number with a unit (write e.g. \"{}\")", text, example));
  }
  std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  if (unit.empty()) {
    throw UserError(fmt::format("\"{}\" has no unit (write e.g. \"{} {}\")", text, text,
                                example.substr(example.find(' ') + 1)));
  }
  for (const Unit& known : units) {
    if (unit != known.name) continue;
    const double value = number * known.factor;
    if (number < 0)
      throw UserError(fmt::format("\"{}\" is negative (write e.g. \"{}\")", text, example));
    if (value > kLargest)
      throw UserError(fmt::format("\"{}\" is too large (write e.g. \"{}\")", text, example));
    return value;
  }
  throw UserError(fmt::format("\"{}\" has an unknown unit \"{}\" (use one of {})", text, unit,
                              names_of(units)));
}

/// Uses the first `count` units only: the decimal ones. Chooses the largest unit in which the value
/// is at least 1.
std::string print(double value, const Unit* units, int count = 4) {
  int best = 0;
  for (int i = 0; i < count; ++i) {
    if (value >= units[i].factor) best = i;
  }
  return fmt::format("{} {}", value / units[best].factor, units[best].name);
}

}  // namespace

Bytes parse_bytes(std::string_view text) {
  const double value = parse(text, kByteUnits, "1.5 MB");
  const double whole = std::round(value);
  // "525.08892262 GB" is a whole number of bytes, but its product in floating point is not.
  if (std::abs(value - whole) > 1e-12 * whole) {
    throw UserError(
        fmt::format("\"{}\" is not a whole number of bytes (write e.g. \"1500 B\")", text));
  }
  return {static_cast<std::int64_t>(whole)};
}
BitsPerSecond parse_bandwidth(std::string_view text) {
  return {parse(text, kRateUnits, "100 Mbps")};
}
Duration parse_duration(std::string_view text) {
  return Duration(std::llround(parse(text, kTimeUnits, "10 ms")));
}
Fraction parse_fraction(std::string_view text) { return {parse(text, kFractionUnits, "25 %")}; }

Watts parse_power(std::string_view text) { return {parse(text, kPowerUnits, "5 W")}; }

Joules parse_energy(std::string_view text) { return {parse(text, kEnergyUnits, "5 mJ")}; }

PerSecond parse_frequency(std::string_view text) { return {parse(text, kFrequencyUnits, "5 /s")}; }

Packets parse_packets(std::string_view text) { return {parse(text, kPacketUnits, "100 packets")}; }

Metres parse_length(std::string_view text) { return {parse(text, kLengthUnits, "5 m")}; }

std::string to_string(PerSecond frequency) { return fmt::format("{} /s", frequency.value); }

std::string to_string(Packets packets) {
  return fmt::format("{} {}", packets.value, packets.value == 1 ? "packet" : "packets");
}

std::string to_string(Metres length) { return fmt::format("{} m", length.value); }

std::string to_string(Bytes bytes) {
  return print(static_cast<double>(bytes.value), kByteUnits.data());
}
std::string to_string(BitsPerSecond rate) { return print(rate.value, kRateUnits.data()); }
std::string to_string(Duration duration) {
  return print(static_cast<double>(duration.count()), kTimeUnits.data());
}
std::string to_string(Watts power) {
  return print(power.value, kPowerUnits.data(), static_cast<int>(kPowerUnits.size()));
}
std::string to_string(Joules energy) {
  return print(energy.value, kEnergyUnits.data(), static_cast<int>(kEnergyUnits.size()));
}
std::string to_string(Fraction fraction) {
  // Ten significant digits, because 0.29 * 100 would print as 28.999999999999996.
  return fmt::format("{:.10g} %", fraction.value * 100);
}

}  // namespace tiersim
