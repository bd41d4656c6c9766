#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// How BERT's basic tokenization changes a text before it is split into words. The members have the
/// names and the meanings of BertTokenizer's arguments and of BertNormalizer's settings.
struct BasicForm {
  bool lower_case{true};
  bool strip_accents{true};           ///< whether combining marks (category Mn) are removed
  bool tokenize_chinese_chars{true};  ///< whether each CJK ideograph is a word
};

/// Splits a text into words as BERT's basic tokenization does, in these steps:
/// 1. U+0000, U+FFFD, bytes that are not UTF-8 and characters of category C are removed. Tab, line
///    feed and carriage return count as spaces.
/// 2. Each CJK ideograph becomes a word.
/// 3. Characters and their combining marks are composed (NFC).
/// 4. Letters become lower case, by Unicode's full rules: "ẞ" becomes "ß", and a sigma that ends a
///    word becomes "ς".
/// 5. Characters are decomposed (NFD), and combining marks are removed: "Việt" becomes "viet". A
///    syllable of Hangul becomes its letters, which are no marks.
/// 6. The text is split at white space and around punctuation.
/// `form` turns steps 2, 4 and 5 off. Source: BasicTokenizer of Hugging Face's transformers. ICU
/// knows Unicode 15.
std::vector<std::string> split_basic(std::string_view text, const BasicForm& form = {});

/// Whether a text in UTF-8 has an upper-case letter, which lower-casing would change.
bool has_upper_case(std::string_view text);

}  // namespace tiersim::models
