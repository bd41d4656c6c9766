#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/data/tokenizers/basic_words.h"
#include "models/data/tokenizers/tokenizer.h"

namespace tiersim::models {

/// A tokenizer: BERT's WordPiece. Each basic word (split_basic()) is split from the left
/// into the longest pieces of the vocabulary; all pieces but the first begin with "##". A word
/// becomes one [UNK] if it cannot be split so, or if it has more than 100 characters. The special
/// tokens are "[CLS] a [SEP]" or "[CLS] a [SEP] b [SEP]". The name of a special token in a text is
/// ordinary text.
/// Source: Devlin et al., NAACL 2019; ids equal those of Hugging Face's BertTokenizer.
class WordPiece final : public Tokenizer {
 public:
  static constexpr std::size_t kLongestWord = 100;  ///< characters; longer words become [UNK]

  /// Makes the tokenizer of a vocabulary; a token's id is its index. `form` says how texts become
  /// basic words; by default the tokenizer is uncased. Throws UserError if a token
  /// occurs twice, or if [PAD], [UNK], [CLS] or [SEP] is missing.
  explicit WordPiece(const std::vector<std::string>& vocabulary, const BasicForm& form = {});

  /// Makes the tokenizer of a file vocab.txt with one token in each line, at most a million. A
  /// token's id is its line, from 0. Throws UserError, with the file, if the file is missing, has
  /// too many lines or a line of more than 500 bytes, or if the constructor refuses the tokens.
  static WordPiece from_file(const std::filesystem::path& path, const BasicForm& form = {});

  std::vector<std::int64_t> encode(std::string_view text, std::string_view pair = {},
                                   std::size_t max_tokens = 512) const override;
  std::int64_t pad_id() const override { return pad_; }
  std::int64_t separator_id() const override { return separator_; }
  std::size_t size() const override { return ids_.size(); }

  std::int64_t unknown_id() const { return unknown_; }
  /// The id of a token of the vocabulary; -1 if the vocabulary does not have it.
  std::int64_t id_of(const std::string& token) const;

 private:
  WordPiece(const std::vector<std::string>& vocabulary, const BasicForm& form,
            const std::string& source);
  void append_word(std::string_view word, std::vector<std::int64_t>& ids) const;
  std::vector<std::int64_t> pieces(std::string_view text) const;

  BasicForm form_;
  std::unordered_map<std::string, std::int64_t> ids_;
  std::int64_t pad_, unknown_, start_, separator_;
};

}  // namespace tiersim::models
