#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "models/data/tokenizers/byte_bpe.h"
#include "models/data/tokenizers/byte_symbols.h"
#include "models/data/tokenizers/wordpiece.h"
#include "models/data/unicode.h"
#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;
using Ids = std::vector<std::int64_t>;
using Words = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

//                               0        1        2        3        4     5        6
const Words kVocabulary{"[PAD]", "[UNK]",  "[CLS]", "[SEP]", "un",    "##aff", "##able",
                        "want",  "##want", "##ed",  "runn",  "##ing", ",",     "a",
                        "b",     "c",      "d",     "##b",   "é"};
//                        8        9        10      11      12   13   14   15   16   17     18

/// A vocabulary of the special tokens, the bytes, and the results of the merges.
ByteBpeVocabulary with_merges(const std::vector<std::pair<std::string, std::string>>& merges) {
  ByteBpeVocabulary vocabulary{{"<s>", "<pad>", "</s>", "<unk>", "<mask>"}, merges};
  for (const std::string& symbol : byte_symbols()) vocabulary.vocabulary.push_back(symbol);
  for (const auto& [left, right] : merges) vocabulary.vocabulary.push_back(left + right);
  return vocabulary;
}
constexpr std::int64_t kFirstByte = 5, kFirstMerged = 5 + 256;

Ids inner(const Ids& ids) { return {ids.begin() + 1, ids.end() - 1}; }

fs::path write(const std::string& name, const std::string& text) {
  const fs::path folder = fs::temp_directory_path() / "tiersim-test-tokenizers";
  fs::create_directories(folder);
  std::ofstream(folder / name, std::ios::binary) << text;
  return folder / name;
}

}  // namespace

TEST_CASE("UTF-8 is read strictly and written back", "[tokenizers]") {
  for (const char32_t c :
       {0x0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF}) {
    std::string text;
    append_utf8(c, text);
    CHECK(decode_utf8(text).value == c);
    CHECK(decode_utf8(text).bytes == text.size());
    if (text.size() > 1) {
      CHECK(decode_utf8(text.substr(0, text.size() - 1)).value == CodePoint::kMalformed);
    }
  }
  // A lone continuation byte, an overlong slash, a surrogate, a value beyond U+10FFFF.
  for (const char* text :
       {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    CHECK(decode_utf8(text).value == CodePoint::kMalformed);
    CHECK(decode_utf8(text).bytes == 1);
  }
  CHECK(latin1_to_utf8("caf\xE9") == "café");
}

TEST_CASE("Basic tokenization removes case and accents and separates words from punctuation",
          "[tokenizers]") {
  CHECK(split_basic(" \tHeLLo!how  \n Are yoU?  ") ==
        Words{"hello", "!", "how", "are", "you", "?"});
  CHECK(split_basic("Žluťoučký KŮŇ, Æsir straße Łódź") ==
        Words{"zlutoucky", "kun", ",", "æsir", "straße", "łodz"});
  CHECK(split_basic("e\xCC\x81t\xC3\x89") == Words{"ete"});  // e with U+0301; É
  CHECK(split_basic("ah\xE5\x8D\x9A\xE6\x8E\xA8zz") == Words{"ah", "博", "推", "zz"});
  CHECK(split_basic("a\xC2\xA0"
                    "b\xE2\x80\xA8"
                    "c\xE3\x80\x80"
                    "d") == Words{"a", "b", "c", "d"});
  // A control character, a soft hyphen, U+FFFD and a byte that is not UTF-8 are removed.
  CHECK(split_basic("a\x07"
                    "b\xC2\xAD"
                    "c\xEF\xBF\xBD"
                    "d\xFF"
                    "e") == Words{"abcde"});
  CHECK(split_basic("it's $5—“so”") == Words{"it", "'", "s", "$", "5", "—", "“", "so", "”"});
  CHECK(split_basic("").empty());
}

TEST_CASE("WordPiece takes the longest pieces from the left, or makes the word unknown",
          "[tokenizers]") {
  const WordPiece tokenizer(kVocabulary);
  CHECK(inner(tokenizer.encode("unaffable")) == Ids{4, 5, 6});
  CHECK(inner(tokenizer.encode("UNwantéd,running")) == Ids{4, 8, 9, 12, 10, 11});
  // "unwantedX" ends in a letter that no piece has, so the whole word is unknown. Its neighbours
  // are known.
  CHECK(inner(tokenizer.encode("a unwantedX b")) == Ids{13, 1, 14});
  CHECK(inner(tokenizer.encode("ing")) == Ids{1});  // "##ing" only continues a word
  // A word of 100 characters is split into a ##b ##b ..., a word of 101 characters is unknown.
  CHECK(tokenizer.encode("a" + std::string(99, 'b')).size() == 2 + 100);
  CHECK(inner(tokenizer.encode("a" + std::string(100, 'b'))) == Ids{1});
  // In a text it is three words: "[", "sep", "]".
  CHECK(inner(tokenizer.encode("[SEP]")) == Ids{1, 1, 1});
}

TEST_CASE("BERT's special tokens are [CLS] a [SEP] b [SEP], and the longer text is cut first",
          "[tokenizers]") {
  const WordPiece tokenizer(kVocabulary);
  CHECK(tokenizer.pad_id() == 0);
  CHECK(tokenizer.separator_id() == 3);
  CHECK(tokenizer.size() == kVocabulary.size());
  CHECK(tokenizer.encode("") == Ids{2, 3});
  CHECK(tokenizer.encode("a", "b") == Ids{2, 13, 3, 14, 3});
  CHECK(tokenizer.encode("a b c d", {}, 4) == Ids{2, 13, 14, 3});
  // There is room for 7 - 3 = 4 ids. Of 4 and 3, the first loses one; of 3 and 3, the second; of 3
  // and 2, the first.
  CHECK(tokenizer.encode("a b c d", "d c b", 7) == Ids{2, 13, 14, 3, 16, 15, 3});
  CHECK(tokenizer.encode("a b c d", "d", 7) == Ids{2, 13, 14, 15, 3, 16, 3});
  CHECK_THROWS_AS(tokenizer.encode("a", "b", 2), std::invalid_argument);
}

TEST_CASE("A vocab.txt is read, or refused by name", "[tokenizers]") {
  const fs::path good = write("vocab.txt", "[PAD]\n[UNK]\r\n[CLS]\n[SEP]\nword");
  CHECK(inner(WordPiece::from_file(good).encode("Word")) == Ids{4});
  const auto refused = [](const fs::path& path, const std::string& problem) {
    CHECK_THROWS_WITH(WordPiece::from_file(path), Catch::Contains(problem));
    CHECK_THROWS_AS(WordPiece::from_file(path), UserError);
  };
  refused("/nowhere/vocab.txt", "/nowhere/vocab.txt: cannot be read");
  refused("/tmp", "/tmp: cannot be read");
  refused(write("empty", ""), "empty: \"[PAD]\" is missing");
  refused(write("cased", "[PAD]\n[UNK]\n[CLS]\n"), "cased: \"[SEP]\" is missing");
  refused(write("twice", "[PAD]\n[UNK]\n[UNK]\n"), "twice:3: \"[UNK]\" occurs twice");
  refused(write("long", std::string(1'000'000, 'x')), "long:1: is longer than");
  CHECK_THROWS_AS(WordPiece(Words{"[PAD]"}), UserError);
}

TEST_CASE("GPT-2's table has a printable symbol for every byte", "[tokenizers]") {
  const auto& symbols = byte_symbols();
  CHECK(std::set<std::string>(symbols.begin(), symbols.end()).size() == 256);
  // 188 bytes are printable: 94 in ASCII, 12 before and 82 after the soft hyphen.
  int themselves = 0;
  for (unsigned byte = 0; byte < 256; ++byte) {
    themselves += decode_utf8(symbols[byte]).value == byte ? 1 : 0;
  }
  CHECK(themselves == 188);
  CHECK(symbols['\0'] == "Ā");
  CHECK(symbols['\n'] == "Ċ");
  CHECK(symbols[' '] == "Ġ");   // the 33rd byte that is not printable: U+0100 + 32
  CHECK(symbols[0xAD] == "Ń");  // the 68th of them: U+0100 + 67
  std::string bytes;
  CHECK(read_bytes(write_bytes("a b\xFF"), bytes));
  CHECK(bytes == "a b\xFF");
  CHECK_FALSE(read_bytes("a b", bytes));  // a space is not a symbol
  CHECK_FALSE(read_bytes("中", bytes));
}

TEST_CASE("GPT-2's pieces follow its pattern", "[tokenizers]") {
  const auto split = [](std::string_view text) {
    const auto pieces = split_gpt2(text);
    return Words(pieces.begin(), pieces.end());
  };
  CHECK(split("I'll don't we've 'S") == Words{"I", "'ll", " don", "'t", " we", "'ve", " '", "S"});
  CHECK(split("abc123 45,6") == Words{"abc", "123", " 45", ",", "6"});
  CHECK(split("wow!?'s  x") == Words{"wow", "!?'", "s", " ", " x"});
  CHECK(split("a   b") == Words{"a", "  ", " b"});
  CHECK(split("a\n\nb") == Words{"a", "\n", "\n", "b"});
  CHECK(split("a\nb") == Words{"a", "\n", "b"});
  CHECK(split("a  ") == Words{"a", "  "});
  CHECK(split(" ") == Words{" "});
  CHECK(split("") == Words{});
  CHECK(split("naïve Σωκράτης Мир ½") == Words{"naïve", " Σωκράτης", " Мир", " ½"});
  CHECK(split("a\xC2\xA0\xC2\xA0"
              "b") == Words{"a", "\xC2\xA0", "\xC2\xA0", "b"});
  CHECK(split("a\xFF\xFE"
              "b") == Words{"a", "\xFF\xFE", "b"});
}

TEST_CASE("Byte-level BPE merges by rank, not by place", "[tokenizers]") {
  const ByteBpe low(with_merges({{"l", "o"}, {"lo", "w"}, {"e", "r"}, {"Ġ", "low"}}));
  CHECK(inner(low.encode("lower low")) ==
        Ids{kFirstMerged + 1, kFirstMerged + 2, kFirstMerged + 3});
  const ByteBpe right_first(with_merges({{"b", "c"}, {"a", "b"}}));
  CHECK(inner(right_first.encode("abcab")) ==
        Ids{kFirstByte + 'a', kFirstMerged, kFirstMerged + 1});
  const ByteBpe pairs(with_merges({{"a", "a"}}));
  CHECK(inner(pairs.encode("aaaaa")) == Ids{kFirstMerged, kFirstMerged, kFirstByte + 'a'});
  // The time for a long word is not quadratic: 2^19 pairs.
  CHECK(pairs.encode(std::string(1 << 20, 'a'), {}, 1 << 20).size() == (1 << 19) + 2);
}

TEST_CASE("RoBERTa's special tokens are <s> a </s></s> b </s>", "[tokenizers]") {
  const ByteBpe tokenizer(with_merges({}));
  CHECK(tokenizer.pad_id() == 1);
  CHECK(tokenizer.separator_id() == 2);
  CHECK(tokenizer.size() == kFirstMerged);
  CHECK(tokenizer.encode("a") == Ids{0, kFirstByte + 'a', 2});
  CHECK(tokenizer.encode("a", "b") == Ids{0, kFirstByte + 'a', 2, 2, kFirstByte + 'b', 2});
  CHECK(tokenizer.encode("abc", "d", 6) == Ids{0, kFirstByte + 'a', 2, 2, kFirstByte + 'd', 2});
  CHECK(tokenizer.decode({0, kFirstByte + 'a', 2, 3, 4, 1}) == "a");
  CHECK_THROWS_AS(tokenizer.encode("a", "b", 3), std::invalid_argument);
  CHECK_THROWS_AS(tokenizer.decode({-1}), std::out_of_range);
}

TEST_CASE("Vocabularies and merges that do not fit are refused by name", "[tokenizers]") {
  const fs::path merges = write("merges.txt", "#version: 0.2\nl o\n# #\n");
  const auto vocab_json = [](const ByteBpeVocabulary& vocabulary) {
    std::string text = "{";
    for (std::size_t i = 0; i < vocabulary.vocabulary.size(); ++i) {
      const std::string& token = vocabulary.vocabulary[i];
      text += (i ? ", " : "") + std::string("\"") + (token == "\"" || token == "\\" ? "\\" : "") +
              token + "\": " + std::to_string(i);
    }
    return text + "}";
  };
  const auto fitting = with_merges({{"l", "o"}, {"#", "#"}});
  const fs::path vocab = write("vocab.json", vocab_json(fitting));
  CHECK(inner(ByteBpe::from_files(vocab, merges).encode("lo##")) ==
        Ids{kFirstMerged, kFirstMerged + 1});

  const auto refused = [](const fs::path& json, const fs::path& text, const std::string& problem) {
    CHECK_THROWS_WITH(ByteBpe::from_files(json, text), Catch::Contains(problem));
    CHECK_THROWS_AS(ByteBpe::from_files(json, text), UserError);
  };
  refused("/nowhere/vocab.json", merges, "/nowhere/vocab.json: cannot be read");
  refused(vocab, "/nowhere/merges.txt", "/nowhere/merges.txt: cannot be read");
  refused(write("cut.json", "{\"a\": 0, "), merges, "cut.json: is not well-formed JSON");
  refused(write("deep.json", std::string(100'000, '[')), merges, "is not well-formed JSON");
  refused(write("list.json", "[1, 2]"), merges, "list.json: is not a JSON object");
  refused(write("text.json", "{\"a\": \"b\"}"), merges, "\"a\" has no id");
  refused(write("minus.json", "{\"a\": -1}"), merges, "\"a\" has no id");
  refused(write("gap.json", "{\"a\": 0, \"b\": 2}"), merges, "\"b\" has the id 2");
  refused(write("same.json", "{\"a\": 0, \"b\": 0}"), merges, "\"b\" has the id 0");
  refused(write("few.json", "{\"a\": 0}"), merges, "the token \"Ā\" is missing");
  refused(write("bytes.json", vocab_json(with_merges({}))), merges, "the token \"lo\" is missing");
  refused(vocab, write("three.txt", "l o\nl o w\n"), "three.txt:2: is not two tokens");
  refused(vocab, write("one.txt", "l\n"), "one.txt:1: is not two tokens");
  refused(vocab, write("half.txt", "l \n"), "half.txt:1: is not two tokens");
  refused(vocab, write("other.txt", "中 o\n"), "the token \"中o\" is missing");
  refused(vocab, write("wide.txt", std::string(10'000, 'x')), "wide.txt:1: is longer than");
  auto twice = fitting;
  twice.vocabulary.push_back("lo");
  CHECK_THROWS_AS(ByteBpe(twice), UserError);
}
