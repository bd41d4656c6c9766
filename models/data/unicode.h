#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// UTF-8 to code points; what is not UTF-8 becomes U+FFFD.
std::vector<char32_t> code_points(std::string_view text);
void append_utf8(std::string& text, char32_t point);

/// Letters of the Latin, Greek and Cyrillic blocks, and whatever lies beyond U+0590 that is no
/// known punctuation or space: an approximation of Unicode's classes, exact for ASCII, Latin-1.
bool is_letter(char32_t point);
bool is_digit(char32_t point);  ///< ASCII digits, superscripts and fractions of Latin-1
bool is_space(char32_t point);
/// As BERT has it: ASCII's symbols too.
bool is_punctuation(char32_t point);
bool is_cjk(char32_t point);  ///< the ideographs that BERT sets apart

/// Lower case without accents, for the Latin-1 and Latin Extended-A blocks, Greek and Cyrillic
/// capitals; combining accents become 0.
char32_t folded(char32_t point);

}  // namespace tiersim::models
