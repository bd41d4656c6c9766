#pragma once

#include <filesystem>
#include <memory>

#include "models/data/dataset.h"
#include "models/data/texts/text_table.h"
#include "models/data/tokenizers/tokenizer.h"

namespace tiersim::models {

/// Converts a table of texts, or of pairs of texts, to a data set with the same name, labels and
/// classes. Its items are token ids int64 [N, T], special tokens included, padded at the right. T
/// is the number of tokens of the longest text, at most `max_tokens`; longer texts are shortened.
Dataset tokenize(const TextTable& table, const Tokenizer& tokenizer, std::size_t max_tokens);

/// The kinds of tokenizer: WordPiece (BERT), and byte-level BPE (RoBERTa).
enum class TokenizerKind { wordpiece, byte_bpe };

/// Makes a tokenizer from the vocabulary files in `folder`, which have Hugging Face's names:
/// vocab.txt for wordpiece, vocab.json and merges.txt for byte_bpe. Throws UserError if a file is
/// missing or malformed.
std::unique_ptr<Tokenizer> read_tokenizer(TokenizerKind kind, const std::filesystem::path& folder);

/// Learns a vocabulary of at most `size` tokens from the texts (learn_vocabulary.h) and writes its
/// files to `folder`, as read_tokenizer() reads them. Creates the folder if it is missing. Throws
/// UserError if a file cannot be written, or if `size` is too small, and
/// std::filesystem::filesystem_error if the folder cannot be created.
void write_vocabulary(TokenizerKind kind, const std::vector<std::string>& texts, std::size_t size,
                      const std::filesystem::path& folder);

}  // namespace tiersim::models
