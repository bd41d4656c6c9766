#pragma once

#include <cstdint>
#include <string>
#include <type_traits>

#include "sim/base/measured_time.h"
#include "sim/base/quantity.h"

namespace tiersim {

// A field's value is a text (std::string), a number (double) or an integer (all other types here).

template <typename Value>
constexpr bool kIsText = std::is_same_v<Value, std::string>;
template <typename Value>
constexpr bool kIsNumber = std::is_same_v<Value, double>;

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
