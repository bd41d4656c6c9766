#include "models/data/unicode.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace tiersim::models {
namespace {

struct Range {
  char32_t first, last;
};

// The ranges in Hugging Face's BasicTokenizer.
constexpr Range kCjkIdeographs[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFAFF},
                                    {0x20000, 0x2A6DF}, {0x2A700, 0x2B81F}, {0x2B820, 0x2CEAF},
                                    {0x2F800, 0x2FA1F}};

template <std::size_t N>
bool contains(const Range (&ranges)[N], char32_t code_point) {
  const Range* above =
      std::upper_bound(std::begin(ranges), std::end(ranges), code_point,
                       [](char32_t value, const Range& range) { return value < range.first; });
  return above != std::begin(ranges) && code_point <= std::prev(above)->last;
}

bool is_in(char32_t code_point, std::uint32_t categories) {
  return (U_GET_GC_MASK(static_cast<UChar32>(code_point)) & categories) != 0;
}

}  // namespace

CodePoint decode_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead < 0xC2   ? 0
                            : lead < 0xE0 ? 2
                            : lead < 0xF0 ? 3
                            : lead < 0xF5 ? 4
                                          : 0;
  if (bytes == 0 || text.size() < bytes) return {CodePoint::kMalformed, 1};
  char32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {CodePoint::kMalformed, 1};
    value = value << 6U | (byte(i) & 0x3FU);
  }
  const bool overlong = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return {CodePoint::kMalformed, 1};
  return {value, bytes};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (point.value == CodePoint::kMalformed) return false;
    text.remove_prefix(point.bytes);
  }
  return true;
}

void append_utf8(char32_t code_point, std::string& text) {
  const auto continuation = [&](unsigned shift) {
    text += static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0 | code_point >> 6);
    continuation(0);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0 | code_point >> 12);
    continuation(6);
    continuation(0);
  } else {
    text += static_cast<char>(0xF0 | code_point >> 18);
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

std::string latin1_to_utf8(std::string_view text) {
  std::string converted;
  converted.reserve(text.size());
  for (const char c : text) append_utf8(static_cast<unsigned char>(c), converted);
  return converted;
}

bool is_letter(char32_t code_point) { return is_in(code_point, U_GC_L_MASK); }
bool is_number(char32_t code_point) { return is_in(code_point, U_GC_N_MASK); }
bool is_white_space(char32_t code_point) {
  return u_isUWhiteSpace(static_cast<UChar32>(code_point)) != 0;
}
bool is_punctuation(char32_t code_point) {
  const bool ascii_symbol =
      (code_point >= 0x21 && code_point <= 0x2F) || (code_point >= 0x3A && code_point <= 0x40) ||
      (code_point >= 0x5B && code_point <= 0x60) || (code_point >= 0x7B && code_point <= 0x7E);
  return ascii_symbol || is_in(code_point, U_GC_P_MASK);
}
bool is_control(char32_t code_point) { return is_in(code_point, U_GC_C_MASK); }
bool is_cjk_ideograph(char32_t code_point) { return contains(kCjkIdeographs, code_point); }

}  // namespace tiersim::models
