#include "models/subjects/tokenizer_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "models/weights/bounded_json.h"

namespace tiersim::models {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kOtherTokenizer = "bring a model with a tokenizer of BERT or RoBERTa";

/// One of the files that describe a tokenizer, and its content; null if the file is missing.
struct Description {
  Description(const fs::path& folder, const char* name) : path(folder / name) {
    std::error_code error;
    if (!fs::exists(path, error)) return;
    InputFile input(path, "description of a tokenizer");
    content = read_json_object(input);
  }

  [[noreturn]] void fail(const std::string& problem, const std::string& remedy) const {
    InputFile(path, "description of a tokenizer").fail(problem, remedy);
  }

  fs::path path;
  json content;
};

/// The value at a path of keys; null if a part of it is missing.
const json& value_at(const json& object, const std::vector<const char*>& keys) {
  static const json none;
  const json* at = &object;
  for (const char* key : keys) {
    if (!at->is_object()) return none;
    const auto found = at->find(key);
    if (found == at->end()) return none;
    at = &*found;
  }
  return *at;
}

std::optional<bool> truth(const Description& file, const std::vector<const char*>& keys) {
  const json& value = value_at(file.content, keys);
  if (value.is_null()) return std::nullopt;
  if (!value.is_boolean())
    file.fail(fmt::format("\"{}\" is neither true nor false", keys.back()), kOtherTokenizer);
  return value.get<bool>();
}

/// A value that the tokenizer has anyway; any other value is refused.
struct Expected {
  std::vector<const char*> keys;
  std::vector<json> values;
};

void require_expected(const Description& file, const std::vector<Expected>& all) {
  for (const Expected& expected : all) {
    const json& value = value_at(file.content, expected.keys);
    if (value.is_null()) continue;
    if (std::find(expected.values.begin(), expected.values.end(), value) == expected.values.end())
      file.fail(fmt::format("\"{}\" is {}, which tiersim's tokenizer does not do",
                            fmt::join(expected.keys, "."), value.dump(-1, ' ', true)),
                kOtherTokenizer);
  }
}

/// A special token is a text, or an object with the text as "content".
void require_special(const Description& file, const char* key, const std::string& token) {
  const json& value = value_at(file.content, {key});
  const json& text = value.is_object() ? value_at(value, {"content"}) : value;
  if (!text.is_null() && text != token)
    file.fail(fmt::format("\"{}\" is {}, not \"{}\"", key, text.dump(-1, ' ', true), token),
              kOtherTokenizer);
}

void check_sides(const Description& config) {
  require_expected(config, {{{"padding_side"}, {"right"}}, {{"truncation_side"}, {"right"}}});
}

/// Joins what both files say of one setting.
std::optional<bool> joined(const Description& config, std::optional<bool> of_config,
                           const char* key, std::optional<bool> of_json, const char* json_key) {
  if (of_config && of_json && *of_config != *of_json)
    config.fail(fmt::format("\"{}\" is {}, but tokenizer.json says \"{}\": {}", key, *of_config,
                            json_key, *of_json),
                "make the two files agree");
  return of_config ? of_config : of_json;
}

}  // namespace

BasicForm TokenizerSettings::form() const {
  BasicForm form;
  form.lower_case = lower_case.value_or(true);
  form.strip_accents = strip_accents.value_or(form.lower_case);
  form.tokenize_chinese_chars = tokenize_chinese_chars.value_or(true);
  return form;
}

TokenizerSettings read_wordpiece_settings(const fs::path& folder) {
  const Description config(folder, "tokenizer_config.json"), whole(folder, "tokenizer.json");
  check_sides(config);
  require_expected(config, {{{"tokenizer_class"},
                             {"BertTokenizer", "BertTokenizerFast", "DistilBertTokenizer",
                              "DistilBertTokenizerFast", "ElectraTokenizer", "ElectraTokenizerFast",
                              "PreTrainedTokenizerFast"}},
                            {{"do_basic_tokenize"}, {true}},
                            {{"never_split"}, {json::array()}}});
  for (const auto& [key, token] : {std::pair{"pad_token", "[PAD]"},
                                   {"unk_token", "[UNK]"},
                                   {"cls_token", "[CLS]"},
                                   {"sep_token", "[SEP]"}})
    require_special(config, key, token);
  if (!whole.content.is_null() && value_at(whole.content, {"normalizer"}).is_null())
    whole.fail("it has no \"normalizer\"", kOtherTokenizer);
  require_expected(whole, {{{"normalizer", "type"}, {"BertNormalizer"}},
                           {{"normalizer", "clean_text"}, {true}},
                           {{"pre_tokenizer", "type"}, {"BertPreTokenizer"}},
                           {{"model", "type"}, {"WordPiece"}},
                           {{"model", "unk_token"}, {"[UNK]"}},
                           {{"model", "continuing_subword_prefix"}, {"##"}},
                           {{"model", "max_input_chars_per_word"}, {WordPiece::kLongestWord}}});
  TokenizerSettings settings;
  settings.lower_case = joined(config, truth(config, {"do_lower_case"}), "do_lower_case",
                               truth(whole, {"normalizer", "lowercase"}), "lowercase");
  settings.strip_accents = joined(config, truth(config, {"strip_accents"}), "strip_accents",
                                  truth(whole, {"normalizer", "strip_accents"}), "strip_accents");
  settings.tokenize_chinese_chars =
      joined(config, truth(config, {"tokenize_chinese_chars"}), "tokenize_chinese_chars",
             truth(whole, {"normalizer", "handle_chinese_chars"}), "handle_chinese_chars");
  return settings;
}

void check_byte_bpe_settings(const fs::path& folder) {
  const Description config(folder, "tokenizer_config.json"), whole(folder, "tokenizer.json");
  check_sides(config);
  require_expected(config,
                   {{{"tokenizer_class"},
                     {"RobertaTokenizer", "RobertaTokenizerFast", "PreTrainedTokenizerFast"}},
                    {{"add_prefix_space"}, {false}}});
  for (const auto& [key, token] : {std::pair{"pad_token", "<pad>"},
                                   {"unk_token", "<unk>"},
                                   {"bos_token", "<s>"},
                                   {"eos_token", "</s>"},
                                   {"cls_token", "<s>"},
                                   {"sep_token", "</s>"}})
    require_special(config, key, token);
  if (!value_at(whole.content, {"normalizer"}).is_null())
    whole.fail("it has a \"normalizer\"", kOtherTokenizer);
  require_expected(whole, {{{"pre_tokenizer", "type"}, {"ByteLevel"}},
                           {{"pre_tokenizer", "add_prefix_space"}, {false}},
                           {{"pre_tokenizer", "use_regex"}, {true}},
                           {{"model", "type"}, {"BPE"}}});
}

void check_same_vocabulary(const fs::path& folder, const Tokenizer& tokenizer,
                           const WordPiece* words) {
  constexpr const char* kFetchAll = "fetch all files of the tokenizer from one model";
  const Description whole(folder, "tokenizer.json"), added(folder, "added_tokens.json");
  const auto refuse_beyond = [&](const Description& file, const std::string& token,
                                 const json& id) {
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= tokenizer.size())
      file.fail(fmt::format("it adds the token \"{}\" to the {} of the vocabulary", token,
                            tokenizer.size()),
                "bring a model without added tokens");
  };
  if (added.content.is_object())
    for (const auto& [token, id] : added.content.items()) refuse_beyond(added, token, id);
  const json& extra = value_at(whole.content, {"added_tokens"});
  if (extra.is_array())
    for (const json& token : extra)
      refuse_beyond(whole, value_at(token, {"content"}).dump(-1, ' ', true),
                    value_at(token, {"id"}));
  const json& vocabulary = value_at(whole.content, {"model", "vocab"});
  if (!vocabulary.is_object()) return;
  if (vocabulary.size() != tokenizer.size())
    whole.fail(fmt::format("its vocabulary has {} tokens, the other file {}", vocabulary.size(),
                           tokenizer.size()),
               kFetchAll);
  if (!words) return;
  for (const auto& [token, id] : vocabulary.items())
    if (id != words->id_of(token))
      whole.fail(fmt::format("its token \"{}\" has another id than in vocab.txt", token),
                 kFetchAll);
}

}  // namespace tiersim::models
