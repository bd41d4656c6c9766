#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "sim/base/frame.h"

namespace tiersim::service {

/// Appends integers, in little-endian byte order, and bytes to a vector.
class ByteWriter {
 public:
  /// Makes a writer that appends to `bytes`. `bytes` must outlive this object.
  explicit ByteWriter(std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}

  template <typename Integer>
  ByteWriter& put(Integer value) {
    const auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
    for (std::size_t i = 0; i < sizeof(Integer); ++i)
      bytes_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(bits) >> (8 * i)));
    return *this;
  }
  ByteWriter& put(const std::vector<std::uint8_t>& bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }

 private:
  std::vector<std::uint8_t>& bytes_;
};

/// Reads integers, in little-endian byte order, and bytes from the front of a block of memory. The
/// block must outlive this object. The functions take...() throw ProtocolError if fewer bytes are
/// left than they need.
class ByteReader {
 public:
  ByteReader(const std::uint8_t* bytes, std::size_t size) : at_(bytes), left_(size) {}
  explicit ByteReader(const std::vector<std::uint8_t>& bytes)
      : ByteReader(bytes.data(), bytes.size()) {}

  template <typename Integer>
  Integer take() {
    const std::uint8_t* const from = take_bytes(sizeof(Integer));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof(Integer); ++i) bits |= std::uint64_t{from[i]} << (8 * i);
    return static_cast<Integer>(bits);
  }
  /// Returns a copy of the next `size` bytes and moves behind them. Throws ProtocolError if fewer
  /// bytes are left.
  std::vector<std::uint8_t> take_vector(std::size_t size) {
    const std::uint8_t* const from = take_bytes(size);
    return {from, from + size};
  }
  /// Returns a pointer to the next `size` bytes, in the block that this object reads, and moves
  /// behind them. Throws ProtocolError if fewer bytes are left.
  const std::uint8_t* take_bytes(std::size_t size) {
    if (size > left_) throw ProtocolError("a message is shorter than it says");
    const std::uint8_t* const from = at_;
    at_ += size;
    left_ -= size;
    return from;
  }
  /// The number of bytes that have not been read.
  std::size_t left() const { return left_; }

 private:
  const std::uint8_t* at_;
  std::size_t left_;
};

}  // namespace tiersim::service
