#include "sim/results/run_encoder.h"

#include <algorithm>

namespace tiersim {

RunEncoder::RunEncoder(std::string& to) : to_(to) {
  put(0b010, 3);  // not the last block; fixed codes
}

void RunEncoder::add(unsigned char byte, std::size_t count) {
  constexpr std::uint64_t kBase = 65521;  // the largest prime below 2^16
  constexpr std::size_t kShortest = 3, kLongest = 258;
  if (count == 0) return;
  // Each sum of the checksum adds the byte, `count` times, and the other what that has become.
  const std::uint64_t n = count % kBase;
  high_ = (high_ + n * low_ + count * (count + 1) / 2 % kBase * byte) % kBase;
  low_ = (low_ + n * byte) % kBase;
  put_literal_or_length(byte);
  for (--count; count >= kShortest; count -= std::min(count, kLongest))
    put_length(std::min(count, kLongest));
  for (; count > 0; --count) put_literal_or_length(byte);
}

void RunEncoder::end() {
  put_literal_or_length(256);  // end of block
  // An empty stored block ends between two bytes.
  put(0, 3);
  if (pending_ > 0) put(0, 8 - pending_);
  to_.append("\x00\x00\xff\xff", 4);
}

void RunEncoder::put(std::uint32_t bits, int count) {
  bits_ |= std::uint64_t{bits} << pending_;
  for (pending_ += count; pending_ >= 8; pending_ -= 8, bits_ >>= 8)
    to_.push_back(static_cast<char>(bits_ & 0xff));
}

void RunEncoder::put_code(std::uint32_t code, int length) {
  std::uint32_t mirrored = 0;
  for (int i = 0; i < length; ++i) mirrored |= (code >> i & 1) << (length - 1 - i);
  put(mirrored, length);
}

void RunEncoder::put_literal_or_length(std::uint32_t symbol) {
  if (symbol < 144) return put_code(0x30 + symbol, 8);
  if (symbol < 256) return put_code(0x190 + symbol - 144, 9);
  if (symbol < 280) return put_code(symbol - 256, 7);
  put_code(0xc0 + symbol - 280, 8);
}

/// Once more so many times: a distance of 1. Symbols 257 to 264 are the lengths 3 to 10; then come
/// groups of four symbols, each with one more bit that says which of twice as many lengths.
void RunEncoder::put_length(std::size_t length) {
  const auto above = static_cast<std::uint32_t>(length - 3);
  if (length == 258) {
    put_literal_or_length(285);
  } else if (above < 8) {
    put_literal_or_length(257 + above);
  } else {
    int extra = 1;
    while (above >> (extra + 3) != 0) ++extra;
    put_literal_or_length(257 + 4 * static_cast<std::uint32_t>(extra) + (above >> extra));
    put(above & ((1u << extra) - 1), extra);
  }
  put_code(0, 5);
}

}  // namespace tiersim
