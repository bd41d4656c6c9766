#include "models/data/tokenizers/basic_words.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "models/data/unicode.h"

namespace tiersim::models {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Removes what is no text, and puts spaces around CJK ideographs.
std::string cleaned(std::string_view text, const BasicForm& form) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    text.remove_prefix(point.bytes);
    const char32_t c = point.value;
    if (c == '\t' || c == '\n' || c == '\r') {
      clean += ' ';
    } else if (c == CodePoint::kMalformed || c == 0xFFFD || is_control(c)) {
      continue;
    } else if (form.tokenize_chinese_chars && is_cjk_ideograph(c)) {
      clean += ' ';
      append_utf8(c, clean);
      clean += ' ';
    } else {
      append_utf8(c, clean);
    }
  }
  return clean;
}

/// `form_of` is one of ICU's functions that return a normalization form.
icu::UnicodeString normalized(const icu::UnicodeString& text,
                              const icu::Normalizer2* (*form_of)(UErrorCode&)) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* form = form_of(error);
  icu::UnicodeString result;
  if (U_SUCCESS(error)) result = form->normalize(text, error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU cannot normalize a text");
  return result;
}

icu::UnicodeString without_marks(const icu::UnicodeString& text) {
  icu::UnicodeString kept;
  const icu::UnicodeString all = normalized(text, icu::Normalizer2::getNFDInstance);
  for (std::int32_t i = 0; i < all.length(); i = all.moveIndex32(i, 1)) {
    const UChar32 c = all.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) kept.append(c);
  }
  return kept;
}

/// Steps 3 to 5 of split_basic().
std::string folded(std::string text, const BasicForm& form) {
  if (is_ascii(text)) {
    if (form.lower_case)
      std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      });
    return text;
  }
  icu::UnicodeString wide =
      normalized(icu::UnicodeString::fromUTF8(text), icu::Normalizer2::getNFCInstance);
  if (form.lower_case) wide.toLower(icu::Locale::getRoot());
  if (form.strip_accents) wide = without_marks(wide);
  std::string result;
  wide.toUTF8String(result);
  return result;
}

}  // namespace

std::vector<std::string> split_basic(std::string_view text, const BasicForm& form) {
  const std::string all = folded(cleaned(text, form), form);
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::string_view rest = all; !rest.empty();) {
    const CodePoint point = decode_utf8(rest);
    const bool splits = is_punctuation(point.value);
    if (splits || is_white_space(point.value)) end_word();
    if (!is_white_space(point.value)) word += rest.substr(0, point.bytes);
    if (splits) end_word();
    rest.remove_prefix(point.bytes);
  }
  end_word();
  return words;
}

bool has_upper_case(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    const auto category = u_charType(static_cast<UChar32>(point.value));
    if (category == U_UPPERCASE_LETTER || category == U_TITLECASE_LETTER) return true;
    text.remove_prefix(point.bytes);
  }
  return false;
}

}  // namespace tiersim::models
