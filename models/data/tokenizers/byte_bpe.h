#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "models/data/tokenizers/tokenizer.h"

namespace tiersim::models {

/// The tokens and merges of a byte-level BPE tokenizer. A token's id is its index in `vocabulary`.
/// Tokens are written with the symbols of byte_symbols.h, except special tokens. A merge is a pair
/// of neighbouring tokens that are joined to one token. `merges` is in the order of rank: a merge
/// is applied before all later ones.
struct ByteBpeVocabulary {
  std::vector<std::string> vocabulary;
  std::vector<std::pair<std::string, std::string>> merges;
};

/// A tokenizer: GPT-2's byte-level BPE with RoBERTa's special tokens: "<s> a </s>" or "<s> a </s>
/// </s> b </s>". No space is put before the first word. The name of a special token in a text is
/// ordinary text.
/// Source: Radford et al., 2019; Liu et al., arXiv:1907.11692 (Hugging Face's RobertaTokenizer).
class ByteBpe final : public Tokenizer {
 public:
  /// Makes the tokenizer of a vocabulary. Throws UserError if a token occurs twice, if one of <s>,
  /// </s>, <pad>, <unk> or the 256 bytes is missing, or if a part or the result of a merge is not a
  /// token.
  explicit ByteBpe(const ByteBpeVocabulary& vocabulary);

  /// Makes the tokenizer of two files: a vocab.json (tokens to ids 0, 1, ...) and a merges.txt (a
  /// "#version" line, then two tokens in each line). Throws UserError, with the file, if a file is
  /// missing, malformed or larger than 64 MB, or if the constructor refuses their content.
  static ByteBpe from_files(const std::filesystem::path& vocab_json,
                            const std::filesystem::path& merges_txt);

  std::vector<std::int64_t> encode(std::string_view text, std::string_view pair = {},
                                   std::size_t max_tokens = 512) const override;
  std::int64_t pad_id() const override { return pad_; }
  std::int64_t separator_id() const override { return end_; }
  std::size_t size() const override { return tokens_.size(); }

  /// Converts ids to the text that they stand for, as bytes. Special tokens have no bytes. Throws
  /// std::out_of_range for an unknown id.
  std::string decode(const std::vector<std::int64_t>& ids) const;

 private:
  /// The merge of two neighbouring tokens into the token `merged`. The merge of the lowest rank is
  /// applied first.
  struct Merge {
    std::size_t rank;
    std::int64_t merged;
  };

  const Merge* find_merge(std::int64_t left, std::int64_t right) const;
  void append_piece(std::string_view piece, std::vector<std::int64_t>& ids) const;
  std::vector<std::int64_t> pieces(std::string_view text) const;

  std::vector<std::string> tokens_;  // bytes of each token, by id
  std::unordered_map<std::uint64_t, Merge> merges_;
  std::vector<std::int64_t> byte_ids_;
  std::int64_t start_, pad_, end_;
};

}  // namespace tiersim::models
