#include "scenarios/study/sweep/sweep_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/trim.hpp>
#include <charconv>
#include <cmath>
#include <string_view>

#include "scenarios/study/keys/quantities.h"
#include "scenarios/study/yaml/study_error.h"
#include "sim/base/error.h"
#include "sim/base/quantity.h"

namespace tiersim {
namespace {

constexpr const char* kExample = "write e.g. 1 Mbps .. 200 Mbps, log, 20 steps; in braces, quoted";

/// What can stand at the ends of a range: how it is read into its base unit and written again.
struct Kind {
  enum class Between { any, whole, like_ends };  ///< whole: in the base unit
  const char* name;                              ///< of its QuantityKind
  double (*read)(std::string_view);
  std::string (*print)(double);
  Between between;
};

template <typename Quantity, Quantity (*parser)(std::string_view)>
constexpr Kind kind_of(const char* name, Kind::Between between = Kind::Between::any) {
  using Number = decltype(Quantity::value);
  return {name, [](std::string_view text) { return static_cast<double>(parser(text).value); },
          [](double value) { return to_string(Quantity{static_cast<Number>(value)}); }, between};
}

double read_duration(std::string_view text) {
  return static_cast<double>(parse_duration(text).count());
}

std::string print_duration(double value) { return to_string(Duration(std::llround(value))); }

constexpr Kind kKinds[]{kind_of<BitsPerSecond, parse_bandwidth>("bandwidth"),
                        kind_of<Bytes, parse_bytes>("size", Kind::Between::whole),
                        {"duration", read_duration, print_duration, Kind::Between::whole},
                        kind_of<Fraction, parse_fraction>("share"),
                        kind_of<PerSecond, parse_frequency>("frequency"),
                        kind_of<Packets, parse_packets>("packets", Kind::Between::like_ends),
                        kind_of<Metres, parse_length>("length"),
                        kind_of<Watts, parse_power>("power")};

double read_whole(std::string_view text) {
  constexpr std::int64_t kLargest = 9'000'000'000'000'000;  // a double holds every whole number
  std::int64_t value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || rest != text.data() + text.size())
    throw UserError(fmt::format("\"{}\" is neither a whole number nor one with a unit ({})",
                                printable(std::string(text)), kExample));
  if (std::abs(value) > kLargest)
    throw UserError(fmt::format("\"{}\" is too large (write a smaller number)", text));
  return static_cast<double>(value);
}

std::string print_whole(double value) { return fmt::format("{}", std::llround(value)); }

constexpr Kind kWhole{"", read_whole, print_whole, Kind::Between::whole};

/// "poisson 5 /s": a word, a number and a unit. Each of them may be missing.
struct End {
  std::string word, number, unit;

  explicit End(const std::string& text) {
    const std::size_t first = std::min(text.find_first_of("+-.0123456789"), text.size());
    word = text.substr(0, first);
    const std::size_t unit_at =
        std::min(text.find_first_not_of("+-.0123456789eE", first), text.size());
    // "e" belongs to the number: no unit begins with it.
    number = boost::trim_copy(text.substr(first, unit_at - first));
    unit = boost::trim_copy(text.substr(unit_at));
  }
  std::string quantity() const { return unit.empty() ? number : number + " " + unit; }
};

const Kind& kind_with(const std::string& unit) {
  if (unit.empty()) return kWhole;
  for (const QuantityKind& known : quantity_kinds()) {
    if (std::find(known.units.begin(), known.units.end(), unit) == known.units.end()) continue;
    for (const Kind& kind : kKinds)
      if (kind.name == known.name) return kind;
  }
  throw UserError(
      fmt::format("unknown unit \"{}\" (write one that settings take, e.g. Mbps, MB, ms or %)",
                  printable(unit)));
}

std::size_t read_steps(const std::string& text) {
  std::size_t steps = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), steps);
  const std::string unit = boost::trim_copy(std::string(rest, text.data() + text.size()));
  if (error == std::errc::invalid_argument || unit != "steps")
    throw UserError(
        fmt::format("\"{}\" is no number of steps (write e.g. 20 steps)", printable(text)));
  if (error != std::errc{} || steps < 2 || steps > kMostPoints)
    throw UserError(
        fmt::format("{} is out of range (use 2 steps to {} steps)", printable(text), kMostPoints));
  return steps;
}

/// With ten significant digits. Further digits would only show the error of a logarithm.
std::string rounded(const std::string& quantity) {
  const End parts(quantity);
  double number = 0;
  std::from_chars(parts.number.data(), parts.number.data() + parts.number.size(), number);
  return fmt::format("{:.10g} {}", number, parts.unit);
}

}  // namespace

bool is_range(const std::string& text) {
  const std::size_t at = text.find("..");
  if (at == std::string::npos || at == 0) return false;
  const char behind = at + 2 < text.size() ? text[at + 2] : ' ';
  return text[at - 1] != '/' && behind != '/' && behind != '.';
}

std::string in_base_units(const std::string& text) {
  const End parts(text);
  try {
    const Kind& kind = kind_with(parts.unit);
    return fmt::format("{} {} {}", parts.word, kind.read(parts.quantity()), kind.name);
  } catch (const UserError&) {
    return text;
  }
}

std::vector<std::string> range_values(const std::string& text) {
  const std::size_t dots = text.find(".."), comma = text.find(',');
  const std::size_t second = comma == std::string::npos ? comma : text.find(',', comma + 1);
  if (second == std::string::npos || dots > comma)
    throw UserError(
        fmt::format("\"{}\" does not say spacing and steps ({})", printable(text), kExample));
  End first(boost::trim_copy(text.substr(0, dots)));
  End last(boost::trim_copy(text.substr(dots + 2, comma - dots - 2)));
  const std::string spacing = boost::trim_copy(text.substr(comma + 1, second - comma - 1));
  if (spacing != "log" && spacing != "linear")
    throw UserError(fmt::format("unknown spacing \"{}\" (use log or linear)", printable(spacing)));
  const std::size_t steps = read_steps(boost::trim_copy(text.substr(second + 1)));
  if (first.unit.empty()) first.unit = last.unit;
  if (last.unit.empty()) last.unit = first.unit;
  if (last.word.empty()) last.word = first.word;
  const Kind& kind = kind_with(first.unit);
  if (&kind != &kind_with(last.unit) || first.word != last.word)
    throw UserError(fmt::format("\"{}\" and \"{}\" are of different kinds (write both alike)",
                                printable(first.word + first.quantity()),
                                printable(last.word + last.quantity())));
  const double from = kind.read(first.quantity()), to = kind.read(last.quantity());
  if (from == to) throw UserError("both ends are the same (write one value in brackets)");
  const bool log = spacing == "log";
  if (log && (from <= 0 || to <= 0))
    throw UserError("a log range has no zero in it (begin above 0, or write linear)");
  const bool whole =
      kind.between == Kind::Between::whole || (kind.between == Kind::Between::like_ends &&
                                               from == std::floor(from) && to == std::floor(to));

  std::vector<std::string> values;
  for (std::size_t i = 0; i < steps; ++i) {
    std::string value;
    if (i == 0 || i + 1 == steps) {
      value = kind.print(i == 0 ? from : to);
    } else {
      const double share = static_cast<double>(i) / static_cast<double>(steps - 1);
      const double between = log ? from * std::pow(to / from, share) : from + (to - from) * share;
      value = whole ? kind.print(std::round(between)) : rounded(kind.print(between));
    }
    value = first.word + value;
    if (!values.empty() && values.back() == value)
      throw UserError(fmt::format("{} steps are too many, \"{}\" comes twice (write fewer steps)",
                                  steps, value));
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace tiersim
