#pragma once

#include "scenarios/study/yaml/value.h"
#include "sim/base/quantity.h"

namespace tiersim {

// Each function reads a quantity of a study. It throws StudyError if the value is no such quantity
// or out of range. It notes the number of a replaced value in its base unit.

Bytes read_size(const Value& value, std::int64_t least, std::int64_t most);
Fraction read_fraction(const Value& value, double least, double most);
BitsPerSecond read_bandwidth(const Value& value);  ///< 0 or kSlowestRate to kFastestRate
Duration read_duration(const Value& value, Duration least, Duration most);
Packets read_packets(const Value& value, double least, double most);
Metres read_length(const Value& value, double least, double most);
Watts read_power(const Value& value);

constexpr Bytes kLargestMessage{1'000'000'000};
constexpr BitsPerSecond kSlowestRate{1e3}, kFastestRate{1e12};

}  // namespace tiersim
