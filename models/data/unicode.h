#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tiersim::models {

/// The first code point of a text, and the number of its bytes.
struct CodePoint {
  static constexpr char32_t kMalformed = 0x110000;  ///< outside Unicode: a byte that is not UTF-8

  char32_t value;
  std::size_t bytes;  ///< 1 if malformed
};

/// The first code point of `text`, which is not empty. Overlong forms, surrogates and values beyond
/// U+10FFFF are malformed.
CodePoint decode_utf8(std::string_view text);

bool is_utf8(std::string_view text);

void append_utf8(char32_t code_point, std::string& text);

std::string latin1_to_utf8(std::string_view text);

// The classes below are Unicode's general categories, in the blocks that each comment names.
// Characters of other blocks are no letters, numbers or punctuation.

/// Category L: Latin, Greek, Cyrillic, kana, Hangul syllables and CJK ideographs.
bool is_letter(char32_t code_point);

/// Category N: ASCII, Latin-1, super- and subscripts, number forms, enclosed and full-width digits.
bool is_number(char32_t code_point);

/// All characters with Unicode's property White_Space.
bool is_white_space(char32_t code_point);

/// Category P and ASCII's symbols. Blocks: Latin-1, Greek, General Punctuation, brackets among the
/// symbols, CJK, full-width forms.
bool is_punctuation(char32_t code_point);

/// Categories Cc, Cf, Co and Cs: characters that are not visible. Line feed and tab are among them.
bool is_control(char32_t code_point);

/// A CJK ideograph, in the ranges that BERT uses.
bool is_cjk_ideograph(char32_t code_point);

/// A combining accent, U+0300 to U+036F: it follows its letter as a character of its own.
bool is_combining_accent(char32_t code_point);

/// The letter in lower case without accents, for Latin-1 and Latin Extended-A. Other characters are
/// unchanged.
char32_t fold_case_and_accents(char32_t code_point);

}  // namespace tiersim::models
