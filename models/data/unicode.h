#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tiersim::models {

/// What a text begins with: a code point and the bytes it takes.
struct CodePoint {
  static constexpr char32_t kMalformed = 0x110000;  ///< beyond Unicode: a byte that is not UTF-8

  char32_t value;
  std::size_t bytes;  ///< 1 where malformed
};

/// The first code point of a text that is not empty. Overlong forms, surrogates and values beyond
/// U+10FFFF are malformed.
CodePoint decode_utf8(std::string_view text);

bool is_utf8(std::string_view text);

void append_utf8(char32_t code_point, std::string& text);

std::string latin1_to_utf8(std::string_view text);

// The classes below are those of Unicode's general categories in the blocks that each names;
// beyond them, nothing is a letter, a number or punctuation.

/// Category L: Latin, Greek, Cyrillic, kana, Hangul syllables and CJK ideographs.
bool is_letter(char32_t code_point);

/// Category N: ASCII, Latin-1, super- and subscripts, number forms, enclosed and full-width digits.
bool is_number(char32_t code_point);

/// The property White_Space, whole.
bool is_white_space(char32_t code_point);

/// Category P, and ASCII's symbols besides: Latin-1, Greek, General Punctuation, brackets among the
/// symbols, CJK, full-width forms.
bool is_punctuation(char32_t code_point);

/// Categories Cc, Cf, Co and Cs: what does not show. Line feeds and tabs are among them.
bool is_control(char32_t code_point);

/// A CJK ideograph, as BERT draws the line.
bool is_cjk_ideograph(char32_t code_point);

/// U+0300 to U+036F: accents that stand apart from their letter.
bool is_combining_accent(char32_t code_point);

/// Lower case without accents, for Latin-1 and Latin Extended-A; others are returned as they are.
char32_t fold_case_and_accents(char32_t code_point);

}  // namespace tiersim::models
