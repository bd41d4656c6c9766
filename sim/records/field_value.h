#pragma once

#include <cstdint>
#include <string>
#include <type_traits>

#include "sim/base/measured_time.h"
#include "sim/base/quantity.h"

namespace tiersim {

// The value of a field (sim/records/field.h) is stored as a text if it is a std::string, as a
// floating-point number if it is a double, and as an integer if it has any other type.

/// Whether a field of this type is stored as a text.
template <typename Value>
constexpr bool kIsText = std::is_same_v<Value, std::string>;
/// Whether a field of this type is stored as a floating-point number.
template <typename Value>
constexpr bool kIsNumber = std::is_same_v<Value, double>;

/// Converts a field's value to the integer that is stored: a MeasuredTime and a Duration to
/// nanoseconds, Bytes to their number, an enumerator to its number, false to 0 and true to 1.
template <typename Value>
std::int64_t to_integer(const Value& value) {
  if constexpr (std::is_same_v<Value, MeasuredTime>) {
    return value.ns;
  } else if constexpr (std::is_same_v<Value, Bytes>) {
    return value.value;
  } else if constexpr (std::is_same_v<Value, Duration>) {
    return value.count();
  } else {
    return static_cast<std::int64_t>(value);
  }
}

/// Converts a stored integer to the value of a field. This is the inverse of to_integer().
template <typename Value>
Value from_integer(std::int64_t integer) {
  if constexpr (std::is_same_v<Value, MeasuredTime> || std::is_same_v<Value, Bytes>) {
    return {integer};
  } else if constexpr (std::is_same_v<Value, bool>) {
    return integer != 0;
  } else {
    return static_cast<Value>(integer);
  }
}

}  // namespace tiersim
