#include "models/subjects/own_vocabulary.h"

#include <fmt/format.h>

#include <fstream>
#include <string>
#include <utility>

#include "models/data/tokenizers/tokens.h"
#include "models/data/tokenizers/wordpiece.h"
#include "models/subjects/tokenizer_settings.h"
#include "models/weights/input_file.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

namespace fs = std::filesystem;

bool has_file(const fs::path& folder, const char* name) {
  std::error_code error;
  return fs::exists(folder / name, error);
}

/// The first word of a vocab.txt with an upper-case letter; "" if there is none. Special tokens,
/// such as [CLS], do not count.
std::string cased_word(const fs::path& vocabulary) {
  std::ifstream stream(vocabulary);
  for (std::string word; std::getline(stream, word);)
    if (!word.empty() && word.front() != '[' && word.front() != '<' && has_upper_case(word))
      return word;
  return "";
}

std::unique_ptr<Tokenizer> own_wordpiece(const fs::path& folder) {
  const TokenizerSettings settings = read_wordpiece_settings(folder);
  const fs::path path = folder / "vocab.txt";
  auto tokenizer = std::make_unique<WordPiece>(WordPiece::from_file(path, settings.form()));
  check_same_vocabulary(folder, *tokenizer, tokenizer.get());
  const std::string cased = settings.lower_case ? "" : cased_word(path);
  if (!cased.empty())
    throw UserError(
        fmt::format("{}: the word \"{}\" has an upper-case letter, but no file says whether texts "
                    "become lower case (add tokenizer_config.json with {{\"do_lower_case\": "
                    "false}} for a cased model)",
                    path.string(), printable(cased)));
  return tokenizer;
}

std::unique_ptr<Tokenizer> own_byte_bpe(const fs::path& folder) {
  check_byte_bpe_settings(folder);
  auto tokenizer = read_tokenizer(TokenizerKind::byte_bpe, folder);
  check_same_vocabulary(folder, *tokenizer, nullptr);
  return tokenizer;
}

/// Whether a model of `words` ids may belong to a vocabulary of `size` ids.
bool suits(std::int64_t size, std::int64_t words) {
  constexpr std::int64_t kMostPadding = 127, kStep = 8;
  return size == words || (size < words && words - size <= kMostPadding && words % kStep == 0);
}

}  // namespace

std::unique_ptr<Tokenizer> own_vocabulary(const fs::path& folder) {
  if (has_file(folder, "merges.txt")) return own_byte_bpe(folder);
  if (has_file(folder, "vocab.txt")) return own_wordpiece(folder);
  throw UserError(
      fmt::format("{}: no vocabulary beside the weights (put vocab.txt, or vocab.json and "
                  "merges.txt, there)",
                  folder.string()));
}

std::unique_ptr<Tokenizer> own_tokenizer(const fs::path& folder, const TokenForm& form) {
  const auto fail = [&](const std::string& problem) {
    throw UserError(fmt::format("{}: {}", folder.string(), problem));
  };
  std::unique_ptr<Tokenizer> tokenizer = own_vocabulary(folder);
  if (!suits(static_cast<std::int64_t>(tokenizer->size()), form.words))
    fail(
        fmt::format("its vocabulary has {} words, the model reads {} (bring the model's own, and "
                    "whole)",
                    tokenizer->size(), form.words));
  if (tokenizer->pad_id() != form.pad_id)
    fail(fmt::format("its vocabulary pads with {}, the model with {} (bring the model's own)",
                     tokenizer->pad_id(), form.pad_id));
  return tokenizer;
}

}  // namespace tiersim::models
