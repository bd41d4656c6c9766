#pragma once

#include <filesystem>
#include <memory>

#include "models/data/dataset.h"
#include "models/data/texts/text_table.h"
#include "models/data/tokenizers/tokenizer.h"

namespace tiersim::models {

/// The texts of a table as token ids int64 [N, T]; T is that of the longest, at most `max_tokens`.
Dataset tokenize(const TextTable& table, const Tokenizer& tokenizer, std::size_t max_tokens);

enum class TokenizerKind { wordpiece, byte_bpe };

/// The tokenizer whose vocabulary lies in `folder` under the names Hugging Face gives it:
/// vocab.txt, or vocab.json and merges.txt. Throws UserError.
std::unique_ptr<Tokenizer> read_tokenizer(TokenizerKind kind, const std::filesystem::path& folder);

/// Learns a vocabulary of `size` from the texts and writes it there.
void write_vocabulary(TokenizerKind kind, const std::vector<std::string>& texts, std::size_t size,
                      const std::filesystem::path& folder);

}  // namespace tiersim::models
