#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/records/field.h"
#include "sim/records/field_value.h"

namespace tiersim {

// Values as bytes, for processes of the same build. The reader has to know what the writer wrote:
// nothing names or separates the values.

/// Integers take as few bytes as they need: seven bits in each byte, small ones of either sign
/// first (LEB128 over zigzag, as in Protocol Buffers).
void put(std::string& bytes, std::int64_t value);
void put(std::string& bytes, const std::string& text);
void put(std::string& bytes, double value);

/// Takes values from the front of some bytes, which have to outlive it. Every method throws
/// std::runtime_error if the bytes end early or hold another value.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::int64_t integer();
  double number();
  std::string text();
  std::string_view take(std::size_t size);  ///< the next bytes as they are
  bool ended() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

/// The values of a record, in the order of its table.
template <typename Record, typename Fields>
void put_fields(std::string& bytes, const Record& record, const Fields& fields) {
  for_each_field(fields, [&](const auto& field) {
    using Value = std::decay_t<decltype(record.*field.member)>;
    if constexpr (kIsText<Value> || kIsNumber<Value>) {
      put(bytes, record.*field.member);
    } else {
      put(bytes, to_integer(record.*field.member));
    }
  });
}

template <typename Record, typename Fields>
void take_fields(ByteReader& bytes, Record& record, const Fields& fields) {
  for_each_field(fields, [&](const auto& field) {
    using Value = std::decay_t<decltype(record.*field.member)>;
    if constexpr (kIsText<Value>) {
      record.*field.member = bytes.text();
    } else if constexpr (kIsNumber<Value>) {
      record.*field.member = bytes.number();
    } else {
      record.*field.member = from_integer<Value>(bytes.integer());
    }
  });
}

}  // namespace tiersim
