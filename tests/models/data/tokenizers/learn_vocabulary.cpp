#include "models/data/tokenizers/learn_vocabulary.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "models/data/tokenizers/byte_symbols.h"
#include "models/data/tokenizers/wordpiece.h"
#include "models/data/unicode.h"
#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;
using Words = std::vector<std::string>;
using Merges = std::vector<std::pair<std::string, std::string>>;

namespace {

// The example of Sennrich et al.: low 5 times, lower 2, newest 6, widest 3.
const Words kSennrich{"low low low low low lower lower", "newest newest newest newest newest",
                      "newest widest widest widest"};

Words random_texts(unsigned seed, int count, int length, const std::u32string& alphabet) {
  std::mt19937 random(seed);
  Words texts;
  for (int i = 0; i < count; ++i) {
    std::string text;
    for (int j = 0; j < length; ++j) append_utf8(alphabet[random() % alphabet.size()], text);
    texts.push_back(text);
  }
  return texts;
}

/// Algorithm 1 of Sennrich et al., which counts all pairs again for each merge.
Merges learn_slowly(std::vector<Words> words, std::size_t count) {
  Merges merges;
  while (merges.size() < count) {
    std::map<std::pair<std::string, std::string>, int> counts;
    for (const Words& word : words) {
      for (std::size_t i = 0; i + 1 < word.size(); ++i) ++counts[{word[i], word[i + 1]}];
    }
    if (counts.empty()) break;
    const auto best = std::max_element(counts.begin(), counts.end(), [](auto& a, auto& b) {
                        return a.second < b.second;  // of equal counts, the first
                      })->first;
    merges.push_back(best);
    for (Words& word : words) {
      for (std::size_t i = 0; i + 1 < word.size(); ++i) {
        if (word[i] != best.first || word[i + 1] != best.second) continue;
        word[i] += word[i + 1];
        word.erase(word.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      }
    }
  }
  return merges;
}

}  // namespace

TEST_CASE("The pairs of Sennrich's example are joined in the order of their counts",
          "[learn_vocabulary]") {
  // The characters are ##d ##e ##i ##o ##r ##s ##t ##w and d e i l n o r s t w: 18, and 5 special
  // tokens. ##e ##s and ##s ##t occur 9 times; the first pair sorts first. Then ##es ##t occurs 9
  // times. ##o ##w and l ##o occur 7 times; the first pair sorts first. Then l ##ow occurs 7 times.
  const Words learned = learn_wordpiece(kSennrich, 27);
  REQUIRE(learned.size() == 27);
  CHECK(Words(learned.begin(), learned.begin() + 6) ==
        Words{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##d"});
  CHECK(learned[22] == "w");
  CHECK(Words(learned.begin() + 23, learned.end()) == Words{"##es", "##est", "##ow", "low"});
  CHECK_THROWS_WITH(learn_wordpiece(kSennrich, 22), Catch::Contains("ask for at least 23"));
  CHECK_THROWS_AS(learn_wordpiece(kSennrich, 22), UserError);
  // When every word is one token, no pair is left.
  CHECK(learn_wordpiece(kSennrich, 1000) == learn_wordpiece(kSennrich, 2000));
}

TEST_CASE("WordPiece knows every word of the text that its vocabulary was learnt from",
          "[learn_vocabulary]") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Words texts = random_texts(seed, 30, 60, U"abcdeÉß  中ж'#-[]中\u0301\u00a0");
    const Words learned = learn_wordpiece(texts, 120);
    const WordPiece tokenizer(learned);
    for (const std::string& text : texts) {
      const auto ids = tokenizer.encode(text);
      CHECK(std::count(ids.begin(), ids.end(), tokenizer.unknown_id()) == 0);
    }
    std::shuffle(texts.begin(), texts.end(), std::mt19937(seed));
    CHECK(learn_wordpiece(texts, 120) == learned);
  }
  // A word that is too long for WordPiece is left out.
  CHECK(learn_wordpiece({std::string(101, 'x')}, 1000).size() == 5);
}

TEST_CASE("Byte-level merges equal those of the plain algorithm", "[learn_vocabulary]") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    const Words texts = random_texts(seed, 10, 80, U"aabbcd e'é\n");
    std::vector<Words> words;
    for (const std::string& text : texts) {
      for (const std::string_view piece : split_gpt2(text)) {
        words.emplace_back();
        for (const char byte : piece) words.back().push_back(write_bytes({&byte, 1}));
      }
    }
    const ByteBpeVocabulary learned = learn_byte_bpe(texts, 261 + 50);
    CHECK(learned.vocabulary.size() == 261 + 50);
    CHECK(learned.merges == learn_slowly(words, learned.merges.size()));
  }
  CHECK(learn_byte_bpe({}, 261).merges.empty());
  CHECK_THROWS_AS(learn_byte_bpe({}, 260), UserError);
}

TEST_CASE("Byte-level BPE decodes to the encoded bytes, whatever they are", "[learn_vocabulary]") {
  const ByteBpe tokenizer(learn_byte_bpe(kSennrich, 300));
  CHECK(tokenizer.encode("newest widest").size() < 2 + 6);
  std::mt19937 random(1);
  for (int i = 0; i < 300; ++i) {
    std::string bytes;
    for (unsigned j = random() % 200; j > 0; --j) bytes += static_cast<char>(random() % 256);
    bytes += "lowest</s> \xE4\xB8\xAD";
    CHECK(tokenizer.decode(tokenizer.encode(bytes, {}, 1000)) == bytes);
    std::string joined;
    for (const std::string_view piece : split_gpt2(bytes)) joined += piece;
    CHECK(joined == bytes);
  }
}
