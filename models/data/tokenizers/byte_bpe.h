#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "models/data/tokenizers/tokenizer.h"

namespace tiersim::models {

/// What a byte-level BPE tokenizer knows. A token's id is its place in `vocabulary`; tokens are
/// written as byte_symbols.h says, but for the special ones. `merges` come in the order of rank.
struct ByteBpeVocabulary {
  std::vector<std::string> vocabulary;
  std::vector<std::pair<std::string, std::string>> merges;
};

/// GPT-2's byte-level BPE, framed as RoBERTa frames it: "<s> a </s>" or "<s> a </s> </s> b </s>".
/// No space is put before the first word. Special tokens that a text spells out are text.
/// Limit: letters and numbers are told by unicode.h, so that text in scripts it does not know may
/// be split otherwise than by GPT-2; it decodes to itself all the same.
/// Source: Radford et al., 2019; Liu et al., arXiv:1907.11692 (Hugging Face's RobertaTokenizer).
class ByteBpe final : public Tokenizer {
 public:
  /// Throws UserError where a token is given twice, where one of <s>, </s>, <pad>, <unk> or of the
  /// 256 bytes is missing, or where a merge makes or takes what is no token.
  explicit ByteBpe(const ByteBpeVocabulary& vocabulary);

  /// Reads a vocab.json (tokens to ids 0, 1, ...) and a merges.txt ("#version" line, then two
  /// tokens a line). Throws UserError, naming the file.
  static ByteBpe from_files(const std::filesystem::path& vocab_json,
                            const std::filesystem::path& merges_txt);

  std::vector<std::int64_t> encode(std::string_view text, std::string_view pair = {},
                                   std::size_t max_tokens = 512) const override;
  std::int64_t pad_id() const override { return pad_; }
  std::int64_t separator_id() const override { return end_; }
  std::size_t size() const override { return tokens_.size(); }

  /// The bytes that ids stand for; special tokens stand for none. Throws std::out_of_range.
  std::string decode(const std::vector<std::int64_t>& ids) const;

 private:
  /// What a pair of neighbours becomes; the lowest rank goes first.
  struct Merge {
    std::size_t rank;
    std::int64_t merged;
  };

  const Merge* find_merge(std::int64_t left, std::int64_t right) const;
  void append_piece(std::string_view piece, std::vector<std::int64_t>& ids) const;
  std::vector<std::int64_t> pieces(std::string_view text) const;

  std::vector<std::string> tokens_;  // by id, as bytes
  std::unordered_map<std::uint64_t, Merge> merges_;
  std::vector<std::int64_t> byte_ids_;
  std::int64_t start_, pad_, end_;
};

}  // namespace tiersim::models
