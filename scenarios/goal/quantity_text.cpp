#include "scenarios/goal/quantity_text.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <vector>

namespace tiersim {
namespace {

struct Unit {
  const char* name;
  double factor;
};

/// The units that numbers of a column are written in, the largest first.
const std::map<std::string, std::vector<Unit>>& written_units() {
  static const std::map<std::string, std::vector<Unit>> units{
      {"bit/s", {{"Gbps", 1e9}, {"Mbps", 1e6}, {"kbps", 1e3}, {"bps", 1}}},
      {"byte", {{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1}}},
      {"ns", {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}}},
      {"W", {{"W", 1}, {"mW", 1e-3}}},
      {"J", {{"J", 1}, {"mJ", 1e-3}}},
      {"m", {{"m", 1}}}};
  return units;
}

}  // namespace

std::string quantity_text(double value, const std::string& unit, int digits) {
  const auto known = written_units().find(unit);
  if (known == written_units().end()) {
    constexpr double kMostExact = 1e15;  // larger numbers are not exact as doubles
    const bool is_whole = value == std::floor(value) && std::abs(value) < kMostExact;
    return is_whole ? fmt::format("{:.0f}", value) : fmt::format("{:.{}g}", value, digits);
  }
  for (const Unit& each : known->second)
    if (std::abs(value) >= each.factor || &each == &known->second.back())
      return fmt::format("{:.{}g} {}", value / each.factor, digits, each.name);
  return "";
}

std::string figure_text(double value, const std::string& unit, int digits) {
  if (std::isnan(value)) return "unknown";
  if (std::isinf(value)) return "never";
  return unit == "1" ? fmt::format("{:.{}g} %", 100 * value, digits)
                     : quantity_text(value, unit, digits);
}

}  // namespace tiersim
