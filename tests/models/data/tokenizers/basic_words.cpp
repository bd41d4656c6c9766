#include "models/data/tokenizers/basic_words.h"

#include <catch2/catch.hpp>

using namespace tiersim::models;
using Words = std::vector<std::string>;

namespace {

const BasicForm kCased{false, false, true};
const BasicForm kWithAccents{true, false, true};

}  // namespace

TEST_CASE(
    "Letters of every script are decomposed, lose their combining marks and become lower case",
    "[basic_words]") {
  // The right sides follow from BasicTokenizer: lower(), then NFD without category Mn.
  CHECK(split_basic("Việt Nam") == Words{"viet", "nam"});      // ệ is e, U+0323 and U+0302
  CHECK(split_basic("Привет Йод") == Words{"привет", "иод"});  // й is и and U+0306
  CHECK(split_basic("Țară ǧ Ǘ") == Words{"tara", "g", "u"});
  CHECK(split_basic("STRAẞE ß") == Words{"straße", "ß"});          // ẞ has no decomposition
  CHECK(split_basic("İstanbul") == Words{"istanbul"});             // İ becomes i and U+0307
  CHECK(split_basic("Σίσυφος ΟΔΟΣ") == Words{"σισυφος", "οδος"});  // the last sigma of a word is ς
  CHECK(split_basic("Łódź Đà øre") == Words{"łodz", "đa", "øre"});  // strokes are no marks
  CHECK(split_basic("हिन्दी") == Words{"हिनद\xE0\xA5\x80"});  // U+093F (Mc) stays; U+094D (Mn) goes
  CHECK(split_basic("שָׁלוֹם") == Words{"שלום"});
  CHECK(split_basic("𐐀") == Words{"𐐨"});  // Deseret, beyond the Basic Multilingual Plane
}

TEST_CASE("Hangul syllables are decomposed into their letters", "[basic_words]") {
  // 한 is U+1112 U+1161 U+11AB, 국 is U+1100 U+116E U+11A8, 어 is U+110B U+1165.
  const std::string letters =
      "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xE1\x84\x80\xE1\x85\xAE\xE1\x86\xA8\xE1\x84\x8B\xE1\x85"
      "\xA5";
  CHECK(split_basic("한국어") == Words{letters});
  CHECK(split_basic("한국어", kWithAccents) == Words{"한국어"});
}

TEST_CASE("Case and accents stay if the form says so", "[basic_words]") {
  CHECK(split_basic("Été à Việt", kCased) == Words{"Été", "à", "Việt"});
  CHECK(split_basic("Été à Việt", kWithAccents) == Words{"été", "à", "việt"});
  CHECK(split_basic("Été", {false, true, true}) == Words{"Ete"});
  // e with U+0301 is composed, so that it is the é of the vocabulary.
  CHECK(split_basic("e\xCC\x81t\xC3\xA9", kWithAccents) == Words{"\xC3\xA9t\xC3\xA9"});
}

TEST_CASE("Each CJK ideograph is a word, unless the form says otherwise", "[basic_words]") {
  CHECK(split_basic("ah博推zz") == Words{"ah", "博", "推", "zz"});
  CHECK(split_basic("ah博推zz", {true, true, false}) == Words{"ah博推zz"});
  CHECK(split_basic("\xF0\xA0\x80\x80x") == Words{"\xF0\xA0\x80\x80", "x"});  // U+20000
  CHECK(split_basic("カタカナ") == Words{"カタカナ"});  // kana is no ideograph
}

TEST_CASE("Characters that are no text are removed, and all white space splits", "[basic_words]") {
  // A bell, a soft hyphen, a zero width joiner, a private use character, an unassigned one.
  for (const std::string removed : {"\x07", "\xC2\xAD", "\xE2\x80\x8D", "\xEE\x80\x80", "\xCD\xB8"})
    CHECK(split_basic("a" + removed + "b") == Words{"ab"});
  // A tab, a no-break space, a line separator, an ideographic space.
  for (const std::string blank : {"\t", "\xC2\xA0", "\xE2\x80\xA8", "\xE3\x80\x80"})
    CHECK(split_basic("a" + blank + "b") == Words{"a", "b"});
}

TEST_CASE("Punctuation of every script is a word, symbols beyond ASCII are not", "[basic_words]") {
  CHECK(split_basic("«a» b；c。") == Words{"«", "a", "»", "b", "；", "c", "。"});
  CHECK(split_basic("x՞y।z") == Words{"x", "՞", "y", "।", "z"});  // Armenian, Devanagari
  CHECK(split_basic("1+1=2€") == Words{"1", "+", "1", "=", "2€"});
}

TEST_CASE("Upper case is seen in every script", "[basic_words]") {
  for (const char* text : {"aB", "é É", "привеТ", "ǅ"}) CHECK(has_upper_case(text));
  for (const char* text : {"", "ab", "##é", "привет", "한국어", "123 [a]"})
    CHECK_FALSE(has_upper_case(text));
}
