#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tiersim::models {

/// A code point that was decoded from UTF-8, and the number of its bytes.
struct CodePoint {
  static constexpr char32_t kMalformed = 0x110000;  ///< outside Unicode: a byte that is not UTF-8

  char32_t value;
  std::size_t bytes;  ///< length in UTF-8; 1 if malformed
};

/// Decodes the first code point of `text`, which is UTF-8 and must not be empty. If the first bytes
/// are not valid UTF-8, the value is CodePoint::kMalformed and the length is one byte. Overlong
/// forms, surrogates and values beyond U+10FFFF are not valid.
CodePoint decode_utf8(std::string_view text);

bool is_utf8(std::string_view text);  ///< whether all of the text is valid UTF-8

void append_utf8(char32_t code_point, std::string& text);  ///< appends it to `text` as UTF-8

std::string latin1_to_utf8(std::string_view text);

// The classes below are Unicode's general categories and properties, from the ICU library. A value
// beyond U+10FFFF, such as CodePoint::kMalformed, is in none of them but is_control().

bool is_letter(char32_t code_point);       ///< category L
bool is_number(char32_t code_point);       ///< category N
bool is_white_space(char32_t code_point);  ///< property White_Space

/// Whether a character is punctuation (category P), or one of the symbols of ASCII, such as "+" and
/// "$".
bool is_punctuation(char32_t code_point);

/// Whether a character is of category C: control and format characters, private use, and code
/// points that are not assigned. Line feed and tab are among them.
bool is_control(char32_t code_point);

/// Whether a character is a CJK ideograph, in the ranges that BERT uses.
bool is_cjk_ideograph(char32_t code_point);

}  // namespace tiersim::models
