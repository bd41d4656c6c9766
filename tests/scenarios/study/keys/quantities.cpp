#include "scenarios/study/keys/quantities.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>

#include "sim/base/error.h"
#include "sim/base/quantity.h"

using namespace tiersim;

namespace {

template <typename Parser>
std::string error_of_unknown_unit(Parser parse) {
  try {
    parse("1 parsec");
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("The units of a quantity are those that its parser takes", "[keys]") {
  const std::map<std::string, std::string> errors{
      {"bandwidth", error_of_unknown_unit(parse_bandwidth)},
      {"size", error_of_unknown_unit(parse_bytes)},
      {"duration", error_of_unknown_unit(parse_duration)},
      {"share", error_of_unknown_unit(parse_fraction)},
      {"frequency", error_of_unknown_unit(parse_frequency)},
      {"packets", error_of_unknown_unit(parse_packets)},
      {"length", error_of_unknown_unit(parse_length)},
      {"power", error_of_unknown_unit(parse_power)},
      {"energy", error_of_unknown_unit(parse_energy)}};
  CHECK(quantity_kinds().size() == errors.size());
  for (const QuantityKind& kind : quantity_kinds()) {
    CHECK(errors.at(kind.name) == fmt::format("\"1 parsec\" has an unknown unit \"parsec\" (use "
                                              "one of {})",
                                              fmt::join(kind.units, ", ")));
  }
}
