#pragma once

#include <limits>
#include <nlohmann/json.hpp>
#include <vector>

#include "sim/records/field.h"
#include "sim/records/field_value.h"
#include "sim/records/variant_record.h"

namespace tiersim {

// These functions convert a record to a JSON object and back. The object has one entry for each
// stored field of the record's table (sim/records/field.h), under the name of the field.

/// Converts the value of a field to JSON: a MeasuredTime to nanoseconds, Bytes to their number, a
/// Fraction to a number (1 is 100 %), a LayerKernel to the array [layer, backend]. Numbers, texts
/// and bools stay what they are.
template <typename Value>
nlohmann::json json_of(const Value& value) {
  if constexpr (std::is_same_v<Value, MeasuredTime> || std::is_same_v<Value, Bytes>) {
    return to_integer(value);
  } else if constexpr (std::is_same_v<Value, Fraction>) {
    return value.value;
  } else if constexpr (std::is_same_v<Value, LayerKernel>) {
    return {value.layer, value.backend};
  } else {
    return value;
  }
}

/// Converts a list of values to a JSON array.
template <typename Value>
nlohmann::json json_of(const std::vector<Value>& values) {
  nlohmann::json list = nlohmann::json::array();
  for (const Value& value : values) list.push_back(json_of(value));
  return list;
}

/// Reads the value of a field from JSON into `to`; the inverse of json_of(). A null is read as NaN
/// if the field is a double. Throws nlohmann::json::exception if the JSON has another type.
template <typename Value>
void take_json(const nlohmann::json& from, Value& to) {
  if constexpr (std::is_same_v<Value, MeasuredTime> || std::is_same_v<Value, Bytes>) {
    to = from_integer<Value>(from.get<std::int64_t>());
  } else if constexpr (std::is_same_v<Value, Fraction>) {
    to.value = from.get<double>();
  } else if constexpr (std::is_same_v<Value, LayerKernel>) {
    to = {from.at(0), from.at(1)};
  } else if constexpr (kIsNumber<Value>) {
    // JSON has no NaN: an unknown number is null.
    to = from.is_null() ? std::numeric_limits<double>::quiet_NaN() : from.get<double>();
  } else {
    from.get_to(to);
  }
}

/// Replaces the list `to` by the values of the JSON array `from`. Throws nlohmann::json::exception
/// if a value has another type.
template <typename Value>
void take_json(const nlohmann::json& from, std::vector<Value>& to) {
  to.clear();
  for (const nlohmann::json& item : from) take_json(item, to.emplace_back());
}

/// Adds the stored fields of `record` to the JSON object `to`. `fields` is the table of the record.
template <typename Record, typename Fields>
void put_json(nlohmann::json& to, const Record& record, const Fields& fields) {
  for_each_field(fields, [&](const auto& field) {
    if constexpr (kIsStored<decltype(field)>) to[field.name] = json_of(record.*field.member);
  });
}

/// Reads the stored fields of `record` from the JSON object `from`. `fields` is the table of the
/// record. A member keeps its value if its field is optional and missing. Throws
/// nlohmann::json::exception if a required field is missing, or if a field has another type.
template <typename Record, typename Fields>
void take_json(const nlohmann::json& from, Record& record, const Fields& fields) {
  for_each_field(fields, [&](const auto& field) {
    if constexpr (kIsStored<decltype(field)>) {
      if (field.presence == Presence::optional && !from.contains(field.name)) return;
      take_json(from.at(field.name), record.*field.member);
    }
  });
}

}  // namespace tiersim
