#pragma once

#include <filesystem>
#include <unordered_map>

#include "models/data/tokenizer.h"

namespace tiersim::models {

/// The words of a text as BERT's uncased models cut them: lower case without accents, control
/// characters dropped, punctuation and ideographs apart.
/// Source: google-research/bert, tokenization.py (BasicTokenizer); unicode.h has the limits.
std::vector<std::string> basic_words(std::string_view text);

/// BERT's WordPiece tokenizer (uncased): each word becomes the longest pieces of the vocabulary,
/// from the left, those inside a word spelled "##piece"; a word that cannot be cut is [UNK].
/// Source: Wu et al., arXiv:1609.08144; Devlin et al., NAACL 2019.
class WordPiece final : public Tokenizer {
 public:
  /// The vocabulary in the order of its ids. Throws UserError where [PAD], [UNK], [CLS] or [SEP] is
  /// missing or a piece occurs twice; `source` names it in the message.
  WordPiece(const std::vector<std::string>& vocabulary, const std::string& source);

  std::int64_t pad_id() const override { return pad_; }
  std::int64_t separator_id() const override { return separator_; }
  std::size_t size() const override { return ids_.size(); }

 protected:
  std::vector<std::int64_t> pieces(std::string_view text) const override;
  std::int64_t first_id() const override { return first_; }
  std::size_t separators_in_pair() const override { return 1; }

 private:
  void append_word(const std::string& word, std::vector<std::int64_t>& ids) const;

  std::unordered_map<std::string, std::int64_t> ids_;
  std::int64_t pad_{0}, unknown_{0}, first_{0}, separator_{0};
};

/// vocab.txt: one piece a line. Throws UserError.
WordPiece read_wordpiece(const std::filesystem::path& path);

}  // namespace tiersim::models
