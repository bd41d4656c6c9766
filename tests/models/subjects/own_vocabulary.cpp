#include "models/subjects/own_vocabulary.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "models/data/tokenizers/byte_symbols.h"
#include "sim/base/error.h"
#include "tests/models/data/images/image_writers.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;
using Ids = std::vector<std::int64_t>;
namespace fs = std::filesystem;

namespace {

/// A folder with a vocab.txt of the special tokens and these words; the first has the id 4.
fs::path vocabulary_of(const std::string& words) {
  const fs::path folder = fresh_folder("own-vocabulary");
  std::ofstream(folder / "vocab.txt") << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n" << words;
  return folder;
}

void describe_tokenizer(const fs::path& folder, const std::string& config,
                        const std::string& whole = "") {
  for (const auto& [name, text] :
       {std::pair{"tokenizer_config.json", config}, {"tokenizer.json", whole}}) {
    fs::remove(folder / name);
    if (!text.empty()) std::ofstream(folder / name) << text;
  }
}

/// The ids between [CLS] and [SEP].
Ids ids_of(const fs::path& folder, const std::string& text) {
  const Ids ids = own_vocabulary(folder)->encode(text);
  return {ids.begin() + 1, ids.end() - 1};
}

std::string normalizer(const std::string& settings) {
  return R"({"normalizer": {"type": "BertNormalizer", )" + settings +
         R"(}, "pre_tokenizer": {"type": "BertPreTokenizer"}, "model": {"type": "WordPiece"}})";
}

void refuses_folder(const fs::path& folder, const std::string& problem) {
  INFO(problem);
  CHECK_THROWS_WITH(own_vocabulary(folder), Contains(problem));
  CHECK_THROWS_AS(own_vocabulary(folder), UserError);
}

}  // namespace

TEST_CASE("strip_accents and do_lower_case are honoured, from either file of the tokenizer",
          "[own_vocabulary]") {
  const fs::path folder = vocabulary_of("été\nete\nÉté\nEte\n");
  enum { kAccents = 4, kPlain, kCasedAccents, kCased };
  struct Row {
    std::string config, whole;
    std::int64_t id;  ///< of the text "Été"
  };
  for (const Row& row : std::vector<Row>{
           {R"({"do_lower_case": true})", "", kPlain},
           {R"({"do_lower_case": true, "strip_accents": null})", "", kPlain},
           {R"({"do_lower_case": true, "strip_accents": false})", "", kAccents},
           {R"({"do_lower_case": false})", "", kCasedAccents},
           {R"({"do_lower_case": false, "strip_accents": true})", "", kCased},
           {"", normalizer(R"("lowercase": true)"), kPlain},
           {"", normalizer(R"("lowercase": true, "strip_accents": false)"), kAccents},
           {"", normalizer(R"("lowercase": false)"), kCasedAccents},
           {R"({"do_lower_case": true})", normalizer(R"("strip_accents": false)"), kAccents}}) {
    INFO(row.config << " " << row.whole);
    describe_tokenizer(folder, row.config, row.whole);
    CHECK(ids_of(folder, "Été") == Ids{row.id});
  }
}

TEST_CASE("Ideographs are split as tokenize_chinese_chars says", "[own_vocabulary]") {
  const fs::path folder = vocabulary_of("博\n推\n博推\n");
  CHECK(ids_of(folder, "博推") == Ids{4, 5});
  describe_tokenizer(folder, R"({"tokenize_chinese_chars": false})");
  CHECK(ids_of(folder, "博推") == Ids{6});
  describe_tokenizer(folder, "", normalizer(R"("handle_chinese_chars": false)"));
  CHECK(ids_of(folder, "博推") == Ids{6});
}

TEST_CASE("A cased vocabulary is refused unless a file says what becomes of upper case",
          "[own_vocabulary]") {
  const fs::path folder = vocabulary_of("the\nThe\n");
  refuses_folder(folder, "vocab.txt: the word \"The\" has an upper-case letter, but no file says");
  describe_tokenizer(folder, R"({"do_lower_case": false})");
  CHECK(ids_of(folder, "The the") == Ids{5, 4});
  describe_tokenizer(folder, R"({"do_lower_case": true})");
  CHECK(ids_of(folder, "The the") == Ids{4, 4});
  CHECK(ids_of(vocabulary_of("the\n[MASK]\n"), "The") == Ids{4});
}

TEST_CASE("What a tokenizer's files ask for and is not done is refused by its name",
          "[own_vocabulary]") {
  const fs::path folder = vocabulary_of("a\n");
  const auto refuses = [&](const std::string& config, const std::string& whole,
                           const std::string& problem) {
    describe_tokenizer(folder, config, whole);
    refuses_folder(folder, problem);
  };
  refuses(R"({"do_lower_case": true})", normalizer(R"("lowercase": false)"),
          "\"do_lower_case\" is true, but tokenizer.json says \"lowercase\": false (make the two");
  refuses(R"({"do_lower_case": 1})", "", "\"do_lower_case\" is neither true nor false");
  refuses(R"({"tokenizer_class": "BertJapaneseTokenizer"})", "",
          "\"tokenizer_class\" is \"BertJapaneseTokenizer\", which tiersim's tokenizer does not");
  refuses(R"({"do_basic_tokenize": false})", "", "\"do_basic_tokenize\" is false");
  refuses(R"({"never_split": ["x"]})", "", "\"never_split\" is [\"x\"]");
  refuses(R"({"truncation_side": "left"})", "", "\"truncation_side\" is \"left\"");
  refuses(R"({"unk_token": "<unk>"})", "", "\"unk_token\" is \"<unk>\", not \"[UNK]\"");
  refuses(R"({"cls_token": {"content": "<s>"}})", "", "\"cls_token\" is \"<s>\"");
  refuses("", R"({"normalizer": null})", "has no \"normalizer\"");
  refuses("", R"({"normalizer": {"type": "Sequence"}})", "\"normalizer.type\" is \"Sequence\"");
  refuses("", normalizer(R"("clean_text": false)"), "\"normalizer.clean_text\" is false");
  const std::string plain = R"({"normalizer": {"type": "BertNormalizer"}, "model": )";
  refuses("", plain + R"({"type": "Unigram"}})", "\"model.type\" is \"Unigram\"");
  refuses("", plain + R"({"vocab": {"[PAD]": 0}}})",
          "its vocabulary has 1 tokens, the other file 5");
  refuses("", plain + R"({"vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "b": 4}}})",
          "its token \"b\" has another id than in vocab.txt");
  describe_tokenizer(folder, "");
  std::ofstream(folder / "added_tokens.json") << R"({"[NEW]": 5})";
  refuses_folder(folder,
                 "added_tokens.json: not a usable description of a tokenizer: it adds the token "
                 "\"[NEW]\" to the 5 of the vocabulary");
}

TEST_CASE("A space before the first word of RoBERTa is refused", "[own_vocabulary]") {
  const fs::path folder = fresh_folder("own-vocabulary");
  std::string tokens = R"("<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3)";
  int id = 4;
  for (const std::string& symbol : byte_symbols())
    tokens += ", \"" + std::string(symbol == "\"" || symbol == "\\" ? "\\" : "") + symbol +
              "\": " + std::to_string(id++);
  std::ofstream(folder / "vocab.json") << "{" << tokens << "}";
  std::ofstream(folder / "merges.txt") << "#version: 0.2\n";
  describe_tokenizer(folder,
                     R"({"add_prefix_space": false, "tokenizer_class": "RobertaTokenizer"})");
  CHECK(own_vocabulary(folder)->size() == 4 + 256);
  describe_tokenizer(folder, R"({"add_prefix_space": true})");
  refuses_folder(folder, "\"add_prefix_space\" is true");
  describe_tokenizer(folder, "", R"({"normalizer": {"type": "NFC"}})");
  refuses_folder(folder, "has a \"normalizer\"");
}

TEST_CASE("A vocabulary that is cut is refused, a padded model is not", "[own_vocabulary]") {
  std::string words;
  for (int i = 0; i < 101; ++i) words += "w" + std::to_string(i) + "\n";
  const fs::path folder = vocabulary_of(words);  // 105 words
  CHECK(own_tokenizer(folder, {105, 128, 0})->size() == 105);
  CHECK(own_tokenizer(folder, {112, 128, 0})->size() == 105);  // the next multiple of 8
  CHECK(own_tokenizer(folder, {128, 128, 0})->size() == 105);
  for (const std::int64_t words_of_model : {104, 106, 240, 30'522}) {
    INFO(words_of_model);
    CHECK_THROWS_WITH(own_tokenizer(folder, {words_of_model, 128, 0}),
                      Contains("its vocabulary has 105 words, the model reads " +
                               std::to_string(words_of_model) + " (bring the model's own, and"));
  }
  CHECK_THROWS_WITH(own_tokenizer(folder, {105, 128, 1}),
                    Contains("pads with 0, the model with 1"));
}
