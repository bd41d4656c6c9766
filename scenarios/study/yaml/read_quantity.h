#pragma once

#include "scenarios/study/yaml/value.h"
#include "sim/base/quantity.h"

namespace tiersim {

// Each function reads a value of a study as a quantity with a unit. It throws StudyError if the
// value is not such a quantity or is out of range. If the command line or a sweep has set the
// value, its number in the base unit is stored in the value's context, for the results file.

Bytes read_size(const Value& value, std::int64_t least, std::int64_t most);
Fraction read_fraction(const Value& value, double least, double most);
/// Reads a rate. Throws StudyError unless it is 0 or in the range from kSlowestRate (1 kbps) to
/// kFastestRate (1 Tbps).
BitsPerSecond read_bandwidth(const Value& value);
BitsPerSecond read_bandwidth(const Value& value, BitsPerSecond least, BitsPerSecond most);
Duration read_duration(const Value& value, Duration least, Duration most);
Packets read_packets(const Value& value, double least, double most);
Metres read_length(const Value& value, double least, double most);
Watts read_power(const Value& value);
Joules read_energy(const Value& value, Joules least, Joules most);

constexpr Bytes kLargestMessage{1'000'000'000};
constexpr BitsPerSecond kSlowestRate{1e3}, kFastestRate{1e12};

}  // namespace tiersim
