#pragma once

#include "scenarios/study/yaml/document.h"
#include "sim/base/quantity.h"

namespace tiersim {

// Quantities of a study: each throws StudyError for what is none or lies outside of what makes
// sense, and notes the number that a sweep put there, in its base unit.

Bytes read_size(const Value& value, std::int64_t least, std::int64_t most);
Fraction read_fraction(const Value& value, double least, double most);
BitsPerSecond read_bandwidth(const Value& value);  ///< 0 or 1 kbps to 1 Tbps
Duration read_duration(const Value& value, Duration least, Duration most);
Packets read_packets(const Value& value, double least, double most);
Metres read_length(const Value& value, double least, double most);

constexpr Bytes kLargestMessage{1'000'000'000};

}  // namespace tiersim
