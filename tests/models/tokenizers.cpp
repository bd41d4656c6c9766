#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "models/data/byte_bpe.h"
#include "models/data/learn_vocabulary.h"
#include "models/data/tokens.h"
#include "models/data/unicode.h"
#include "models/data/wordpiece.h"
#include "sim/error.h"

using namespace tiersim;
using namespace tiersim::models;
using Ids = std::vector<std::int64_t>;
using Words = std::vector<std::string>;

namespace {

const Words kSmall{"[PAD]",  "[UNK]", "[CLS]", "[SEP]",  "[MASK]", "un",   "##aff",
                   "##able", "runs",  "run",   "##ning", ",",      "cafe", "##s"};

Words random_texts(std::uint64_t seed, int count) {
  std::mt19937_64 random(seed);
  Words texts;
  for (int i = 0; i < count; ++i) {
    std::string text;
    for (std::uint64_t k = random() % 40; k > 0; --k) {
      const std::uint64_t kind = random() % 12;
      const char32_t point = kind < 7    ? 'a' + random() % 6
                             : kind < 9  ? U' '
                             : kind < 10 ? '!' + random() % 94
                             : kind < 11 ? 0xC0 + random() % 0x140
                                         : 0x400 + random() % 0x9000;
      append_utf8(text, point);
    }
    texts.push_back(text);
  }
  return texts;
}

}  // namespace

TEST_CASE("WordPiece takes the longest piece from the left", "[tokenizer]") {
  const WordPiece tokenizer(kSmall, "test");
  CHECK(tokenizer.encode("unaffable", "", 20) == Ids{2, 5, 6, 7, 3});  // BERT's own example
  CHECK(tokenizer.encode("Runs, RUNNING", "", 20) == Ids{2, 8, 11, 9, 10, 3});
  CHECK(tokenizer.encode("caf\xC3\xA9s", "", 20) == Ids{2, 12, 13, 3});
  CHECK(tokenizer.encode("", "", 20) == Ids{2, 3});
  CHECK(tokenizer.encode(std::string(200, 'u'), "", 20) == Ids{2, 1, 3});
}

TEST_CASE("A pair loses the end of its longer text first", "[tokenizer]") {
  const WordPiece tokenizer(kSmall, "test");
  CHECK(tokenizer.encode("run", "runs", 20) == Ids{2, 9, 3, 8, 3});
  // [CLS] [SEP] [SEP] leave room for three: the four "run" lose two, "runs" none.
  CHECK(tokenizer.encode("run run run run", "runs", 6) == Ids{2, 9, 9, 3, 8, 3});
  CHECK(tokenizer.encode("run run run run", "", 4) == Ids{2, 9, 9, 3});
}

TEST_CASE("Text is folded, punctuation and ideographs stand apart", "[tokenizer]") {
  CHECK(basic_words("H\xC3\x89LLO, w\xC3\xB6rld!") == Words{"hello", ",", "world", "!"});
  CHECK(basic_words("a\tb\nc\xC2\xA0"
                    "d") == Words{"a", "b", "c", "d"});
  CHECK(basic_words("\xE4\xB8\xAD\xE6\x96\x87") == Words{"\xE4\xB8\xAD", "\xE6\x96\x87"});
  CHECK(basic_words(std::string("a\0b", 3)) == Words{"ab"});
  CHECK(basic_words("\xFF\xFE") == Words{});  // not UTF-8
}

TEST_CASE("Bytes have 256 different printable names", "[tokenizer]") {
  std::set<std::string> names;
  for (int byte = 0; byte < 256; ++byte)
    names.insert(byte_symbol(static_cast<unsigned char>(byte)));
  CHECK(names.size() == 256);
  CHECK(byte_symbol('A') == "A");
  CHECK(byte_symbol(' ') == "\xC4\xA0");   // G with a dot, as GPT-2's files show it
  CHECK(byte_symbol('\n') == "\xC4\x8A");  // likewise
}

TEST_CASE("BPE words are GPT-2's", "[tokenizer]") {
  CHECK(bpe_words("Hello world") == Words{"Hello", " world"});
  CHECK(bpe_words("we're  in 2024, isn't it?") ==
        Words{"we", "'re", " ", " in", " 2024", ",", " isn", "'t", " it", "?"});
  CHECK(bpe_words("a\nb ") == Words{"a", "\n", "b", " "});
  for (const std::string& text : random_texts(1, 500)) {
    std::string joined;
    for (const std::string& word : bpe_words(text)) joined += word;
    CHECK(joined == text);
  }
}

TEST_CASE("A learnt vocabulary merges what is common first", "[tokenizer]") {
  // Sennrich et al.'s example: low 5, lower 2, newest 6, widest 3. "es" occurs 9 times and sorts
  // before "st" (9 too); then "est".
  Words texts;
  for (const auto& [word, count] : std::vector<std::pair<std::string, int>>{
           {"low", 5}, {"lower", 2}, {"newest", 6}, {"widest", 3}})
    for (int i = 0; i < count; ++i) texts.push_back(word);
  const ByteBpeVocabulary learnt = learn_byte_bpe(texts, 5 + 256 + 3);
  REQUIRE(learnt.merges.size() == 3);
  CHECK(learnt.merges[0] == std::pair<std::string, std::string>("e", "s"));
  CHECK(learnt.merges[1] == std::pair<std::string, std::string>("es", "t"));
  CHECK(learnt.merges[2] == std::pair<std::string, std::string>("l", "o"));
  const Words pieces = learn_wordpiece(texts, 100);
  CHECK(std::find(pieces.begin(), pieces.end(), "##est") != pieces.end());
  CHECK(std::find(pieces.begin(), pieces.end(), "low") != pieces.end());
}

TEST_CASE("Learnt vocabularies cover what they were learnt from, and give the bytes back",
          "[tokenizer]") {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const Words texts = random_texts(seed, 300);
    CHECK(learn_wordpiece(texts, 2000) == learn_wordpiece(texts, 2000));
    const WordPiece pieces(learn_wordpiece(texts, 2000), "test");
    const ByteBpeVocabulary vocabulary = learn_byte_bpe(texts, 600);
    const ByteBpe bytes(vocabulary, "test");
    for (const std::string& text : texts) {
      for (const std::int64_t id : pieces.encode(text, "", 1000)) CHECK(id != 1);  // [UNK]
      std::string decoded, original;
      for (const std::int64_t id : bytes.encode(text, "", 1000)) {
        CHECK(id < static_cast<std::int64_t>(bytes.size()));
        if (id > 4) decoded += vocabulary.symbols[static_cast<std::size_t>(id)];
      }
      for (const char c : text) original += byte_symbol(static_cast<unsigned char>(c));
      CHECK(decoded == original);
    }
  }
}

TEST_CASE("Vocabularies are written as Hugging Face has them and read back the same",
          "[tokenizer]") {
  const auto folder = std::filesystem::temp_directory_path() / "tiersim-test-vocabulary";
  std::filesystem::remove_all(folder);
  const Words texts = random_texts(9, 200);
  write_vocabulary(TokenizerKind::byte_bpe, texts, 400, folder);
  write_vocabulary(TokenizerKind::wordpiece, texts, 400, folder);
  const auto bytes = read_tokenizer(TokenizerKind::byte_bpe, folder);
  const auto pieces = read_tokenizer(TokenizerKind::wordpiece, folder);
  const ByteBpe direct(learn_byte_bpe(texts, 400), "test");
  for (const std::string& text : random_texts(10, 50))
    CHECK(bytes->encode(text, text, 60) == direct.encode(text, text, 60));
  CHECK(bytes->pad_id() == 1);
  CHECK(bytes->separator_id() == 2);
  CHECK(pieces->pad_id() == 0);
}

TEST_CASE("Vocabularies that are none are refused", "[tokenizer]") {
  const auto folder = std::filesystem::temp_directory_path() / "tiersim-test-vocabulary";
  std::filesystem::create_directories(folder);
  const auto refused = [&](TokenizerKind kind, const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
    INFO(name << ": " << text.substr(0, 40));
    CHECK_THROWS_AS(read_tokenizer(kind, folder), UserError);
  };
  refused(TokenizerKind::wordpiece, "vocab.txt", "");
  refused(TokenizerKind::wordpiece, "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n");
  refused(TokenizerKind::wordpiece, "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\na\n");
  std::ofstream(folder / "merges.txt") << "#version: 0.2\n";
  for (const char* text : {"", "[", "{\"a\": -1}", "{\"a\": 5}", "{\"a\": 0, \"b\": 0}",
                           "{\"a\": {}}", "{\"a\": 0}", "[[[[[[[["})
    refused(TokenizerKind::byte_bpe, "vocab.json", text);
  refused(TokenizerKind::byte_bpe, "vocab.json", std::string(1'000'000, '['));
  write_vocabulary(TokenizerKind::byte_bpe, {"a b"}, 300, folder);
  for (const char* text : {"a", "a b c", " a", "a zz"})
    refused(TokenizerKind::byte_bpe, "merges.txt", std::string("#version\n") + text + "\n");
  std::filesystem::remove_all(folder);
  CHECK_THROWS_AS(read_tokenizer(TokenizerKind::wordpiece, folder), UserError);
}
