#pragma once

#include <filesystem>
#include <memory>

#include "models/data/dataset.h"
#include "models/data/texts/text_table.h"
#include "models/data/tokenizers/tokenizer.h"

namespace tiersim::models {

/// The texts of a table as token ids int64 [N, T]. T is the number of tokens of the longest text,
/// at most `max_tokens`.
Dataset tokenize(const TextTable& table, const Tokenizer& tokenizer, std::size_t max_tokens);

enum class TokenizerKind { wordpiece, byte_bpe };

/// The tokenizer of the vocabulary in `folder`, with Hugging Face's file names: vocab.txt, or
/// vocab.json and merges.txt. Throws UserError if a file is missing or malformed.
std::unique_ptr<Tokenizer> read_tokenizer(TokenizerKind kind, const std::filesystem::path& folder);

/// Learns a vocabulary of `size` tokens from the texts and writes it to `folder`.
void write_vocabulary(TokenizerKind kind, const std::vector<std::string>& texts, std::size_t size,
                      const std::filesystem::path& folder);

}  // namespace tiersim::models
