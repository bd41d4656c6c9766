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

// The classes below are Unicode's general categories, in the blocks that each comment names.
// Characters of other blocks are no letters, numbers or punctuation.

/// Whether a character is a letter (category L), in these blocks: Latin (U+0000 to U+02FF, U+1E00
/// to U+1EFF, full-width), Greek, Cyrillic (U+0400 to U+052F), kana, Hangul syllables, and CJK
/// ideographs below U+FB00. False for characters of other blocks.
bool is_letter(char32_t code_point);

/// Whether a character is a number (category N), in these blocks: ASCII, Latin-1, super- and
/// subscripts, number forms, enclosed and full-width digits. False for characters of other blocks.
bool is_number(char32_t code_point);

/// Whether a character has Unicode's property White_Space.
bool is_white_space(char32_t code_point);

/// Whether a character is punctuation (category P), or one of the symbols of ASCII, such as "+" and
/// "$". The blocks are: ASCII, Latin-1, Greek, General and Supplemental Punctuation, CJK, kana,
/// vertical, small and full-width forms, and the blocks of symbols, of which only the brackets
/// count. False for characters of other blocks.
bool is_punctuation(char32_t code_point);

/// Whether a character is a control, format, private-use or surrogate character (categories Cc, Cf,
/// Co and Cs). Line feed and tab are among them. Of the format characters above U+FFFF, only the
/// tags (U+E0001 to U+E007F) count.
bool is_control(char32_t code_point);

/// Whether a character is a CJK ideograph, in the ranges that BERT uses.
bool is_cjk_ideograph(char32_t code_point);

/// Whether a character is a combining accent, U+0300 to U+036F, which follows its letter as a
/// character of its own.
bool is_combining_accent(char32_t code_point);

/// Returns a letter of Latin-1 or Latin Extended-A in lower case without accents. Strokes and
/// ligatures stay. Other characters are returned unchanged.
char32_t fold_case_and_accents(char32_t code_point);

}  // namespace tiersim::models
