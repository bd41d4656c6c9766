#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace tiersim {

/// Runs of equal bytes as a block of a deflate stream, with its fixed codes (RFC 1951, 3.2.6): a
/// byte, and how often it comes again. A block ends between two bytes, so that another can follow.
class RunEncoder {
 public:
  explicit RunEncoder(std::string& to);
  void add(unsigned char byte, std::size_t count);
  void end();

  /// Adler-32 (RFC 1950) of the bytes so far, from that of none on.
  std::uint32_t checksum() const { return static_cast<std::uint32_t>(high_ << 16 | low_); }

 private:
  void put(std::uint32_t bits, int count);        ///< lowest first
  void put_code(std::uint32_t code, int length);  ///< highest first
  void put_length(std::size_t length);
  void put_literal_or_length(std::uint32_t symbol);

  std::string& to_;
  std::uint64_t bits_{0};
  int pending_{0};
  std::uint64_t low_{1}, high_{0};
};

}  // namespace tiersim
