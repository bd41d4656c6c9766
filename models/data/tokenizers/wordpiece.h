#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/data/tokenizers/tokenizer.h"

namespace tiersim::models {

/// Splits a text into words as BERT's uncased basic tokenization does. Control characters,
/// combining accents and bytes that are not UTF-8 are removed. Letters become lower case without
/// accents. The text is split at white space; each punctuation character and each CJK ideograph is
/// a word of its own. Limits: case and accents of letters are changed only in Latin-1 and Latin
/// Extended-A; unicode.h decides the classes of characters.
std::vector<std::string> split_basic(std::string_view text);

/// A tokenizer: BERT's WordPiece, uncased. Each basic word (split_basic()) is split from the left
/// into the longest pieces of the vocabulary; all pieces but the first begin with "##". A word
/// becomes one [UNK] if it cannot be split so, or if it has more than 100 characters. The special
/// tokens are "[CLS] a [SEP]" or "[CLS] a [SEP] b [SEP]". The name of a special token in a text is
/// ordinary text.
/// Source: Devlin et al., NAACL 2019; ids equal those of Hugging Face's BertTokenizer.
class WordPiece final : public Tokenizer {
 public:
  static constexpr std::size_t kLongestWord = 100;  ///< characters; longer words become [UNK]

  /// Makes the tokenizer of a vocabulary; a token's id is its index. Throws UserError if a token
  /// occurs twice, or if [PAD], [UNK], [CLS] or [SEP] is missing.
  explicit WordPiece(const std::vector<std::string>& vocabulary);

  /// Makes the tokenizer of a file vocab.txt with one token in each line, at most a million. A
  /// token's id is its line, from 0. Throws UserError, with the file, if the file is missing, has
  /// too many lines or a line of more than 500 bytes, or if the constructor refuses the tokens.
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
