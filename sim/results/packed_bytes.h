#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/records/field.h"
#include "sim/records/field_value.h"

namespace tiersim {

// These functions write values to a byte string and read them back, for processes of the same
// build. Nothing in the bytes names or separates the values, so the reader must know which types
// the writer wrote, and in which order.

/// Each of the three functions put() appends a value to `bytes`. An integer takes 1 to 10 bytes,
/// fewer the nearer it is to zero (LEB128 over zigzag, as in Protocol Buffers). A text is preceded
/// by its length. A double takes 8 bytes.
void put(std::string& bytes, std::int64_t value);
void put(std::string& bytes, const std::string& text);
void put(std::string& bytes, double value);

/// Reads values from the front of a byte string, which must outlive this object. Every method
/// throws std::runtime_error if the bytes end too early or do not hold a valid value.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  /// Reads and returns the next value, which put() wrote as an integer.
  std::int64_t integer();
  /// Reads and returns the next value, which put() wrote as a double.
  double number();
  /// Reads and returns the next value, which put() wrote as a text.
  std::string text();
  /// Returns the next `size` bytes as they are, and continues after them.
  std::string_view take(std::size_t size);
  /// Whether all bytes have been read.
  bool ended() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

/// Appends the values of all stored fields of a record to `bytes`, in the order of its table
/// `fields` (sim/records/field.h).
template <typename Record, typename Fields>
void put_fields(std::string& bytes, const Record& record, const Fields& fields) {
  for_each_field(fields, [&](const auto& field) {
    if constexpr (kIsStored<decltype(field)>) {
      using Value = std::decay_t<decltype(record.*field.member)>;
      if constexpr (kIsText<Value> || kIsNumber<Value>) {
        put(bytes, record.*field.member);
      } else {
        put(bytes, to_integer(record.*field.member));
      }
    }
  });
}

/// Reads the values that put_fields() wrote into the stored fields of `record`. `fields` is the
/// table of the record, as it was for put_fields(). Throws std::runtime_error if the bytes do not
/// hold them.
template <typename Record, typename Fields>
void take_fields(ByteReader& bytes, Record& record, const Fields& fields) {
  for_each_field(fields, [&](const auto& field) {
    if constexpr (kIsStored<decltype(field)>) {
      using Value = std::decay_t<decltype(record.*field.member)>;
      if constexpr (kIsText<Value>) {
        record.*field.member = bytes.text();
      } else if constexpr (kIsNumber<Value>) {
        record.*field.member = bytes.number();
      } else {
        record.*field.member = from_integer<Value>(bytes.integer());
      }
    }
  });
}

}  // namespace tiersim
