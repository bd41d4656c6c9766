#pragma once

#include <filesystem>
#include <optional>

#include "models/data/tokenizers/basic_words.h"
#include "models/data/tokenizers/tokenizer.h"
#include "models/data/tokenizers/wordpiece.h"

namespace tiersim::models {

/// What the files tokenizer_config.json and tokenizer.json in a folder of a model say of its
/// tokenizer. A setting that no file has is empty.
struct TokenizerSettings {
  std::optional<bool> lower_case;
  std::optional<bool> strip_accents;  ///< empty also if the files say null: as `lower_case`
  std::optional<bool> tokenize_chinese_chars;

  /// The form with transformers' defaults for settings that are empty.
  BasicForm form() const;
};

/// Reads the settings of a BERT tokenizer (WordPiece) in `folder`. Throws UserError, with the file
/// and the setting, if a file is malformed, if both files contradict each other, or if a file asks
/// for what this tokenizer does not do: another class, another normalization, other special tokens,
/// padding or truncation at the left.
TokenizerSettings read_wordpiece_settings(const std::filesystem::path& folder);

/// Checks the settings of a RoBERTa tokenizer (byte-level BPE) in `folder`. Throws UserError if a
/// file asks for what this tokenizer does not do, such as a space before the first word.
void check_byte_bpe_settings(const std::filesystem::path& folder);

/// Checks that tokenizer.json in `folder`, if there is one, has the tokens of the vocabulary that
/// was read, and that neither it nor added_tokens.json adds tokens. Throws UserError if not.
/// `tokenizer` is the tokenizer made of the vocabulary; `words` is the same object if it is
/// WordPiece, else nullptr.
void check_same_vocabulary(const std::filesystem::path& folder, const Tokenizer& tokenizer,
                           const WordPiece* words);

}  // namespace tiersim::models
