#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/data/tokenizers/tokenizer.h"

namespace tiersim::models {

/// The words that BERT's uncased basic tokenization makes of a text: control characters removed,
/// lower case without accents, split at white space, around punctuation and around CJK ideographs.
/// Limits: case and accents are folded in Latin-1 and Latin Extended-A alone, and classes of
/// characters are those of unicode.h.
std::vector<std::string> split_basic(std::string_view text);

/// BERT's WordPiece, uncased: each basic word becomes the longest pieces of the vocabulary, from
/// the left, all but the first spelled "##...". A word that cannot be spelled so, or that has more
/// than 100 characters, is one [UNK]. Framed as "[CLS] a [SEP]" or "[CLS] a [SEP] b [SEP]". Special
/// tokens that a text spells out are text.
/// Source: Devlin et al., NAACL 2019; Hugging Face's BertTokenizer, whose ids these are.
class WordPiece final : public Tokenizer {
 public:
  static constexpr std::size_t kLongestWord = 100;  ///< characters

  /// Ids are places in the vocabulary. Throws UserError where a token is given twice or [PAD],
  /// [UNK], [CLS] or [SEP] is missing.
  explicit WordPiece(const std::vector<std::string>& vocabulary);

  /// Reads a vocab.txt: one token a line, at most a million. Throws UserError, naming the file.
  static WordPiece from_file(const std::filesystem::path& path);

  std::vector<std::int64_t> encode(std::string_view text, std::string_view pair = {},
                                   std::size_t max_tokens = 512) const override;
  std::int64_t pad_id() const override { return pad_; }
  std::int64_t separator_id() const override { return separator_; }
  std::size_t size() const override { return ids_.size(); }

  std::int64_t unknown_id() const { return unknown_; }

 private:
  WordPiece(const std::vector<std::string>& vocabulary, const std::string& source);
  void append_word(std::string_view word, std::vector<std::int64_t>& ids) const;
  std::vector<std::int64_t> pieces(std::string_view text) const;

  std::unordered_map<std::string, std::int64_t> ids_;
  std::int64_t pad_, unknown_, start_, separator_;
};

}  // namespace tiersim::models
