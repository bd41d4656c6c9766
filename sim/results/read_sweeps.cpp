#include "sim/results/read_sweeps.h"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/quantity.h"

namespace tiersim {
namespace {

/// A swept number as a person writes it.
std::string readable(double value, const std::string& unit) {
  if (std::isnan(value)) return "-";
  if (unit == "bit/s") return to_string(BitsPerSecond{value});
  if (unit == "byte") return to_string(Bytes{static_cast<std::int64_t>(value)});
  if (unit == "ns") return to_string(Duration{static_cast<std::int64_t>(value)});
  if (unit == "W") return to_string(Watts{value});
  if (unit == "m") return to_string(Metres{value});
  return fmt::format("{:g}", value);
}

/// A swept column as a person writes its values.
Texts sweep_values(const Hdf5Reader& file, const std::string& column) {
  const std::string unit = file.unit_of(column);
  if (unit.empty()) return file.texts(column);
  Texts values;
  for (const double value : file.numbers(column)) values.push_back(readable(value, unit));
  return values;
}

}  // namespace

std::vector<std::pair<std::string, Texts>> read_sweeps(const Hdf5Reader& file,
                                                       const std::string& group) {
  const std::string prefix = "sweep.";
  std::vector<std::pair<std::string, Texts>> sweeps;
  for (const std::string& name : file.names_in(group))
    if (name.compare(0, prefix.size(), prefix) == 0)
      sweeps.emplace_back(name.substr(prefix.size()),
                          sweep_values(file, fmt::format("{}/{}", group, name)));
  return sweeps;
}

}  // namespace tiersim
