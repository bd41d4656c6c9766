#pragma once

#include <filesystem>
#include <map>
#include <unordered_map>
#include <utility>

#include "models/data/tokenizer.h"

namespace tiersim::models {

/// A vocabulary of byte-level BPE: symbols by id, and the merges from the first to be made on.
struct ByteBpeVocabulary {
  std::vector<std::string> symbols;
  std::vector<std::pair<std::string, std::string>> merges;
};

/// The printable character that stands for a byte in such a vocabulary, UTF-8.
/// Source: Radford et al. 2019, gpt-2/src/encoder.py (bytes_to_unicode).
const std::string& byte_symbol(unsigned char byte);

/// The parts of a text that merges do not cross: 's, 't, 're, 've, 'm, 'll, 'd, words, numbers and
/// runs of other characters, each with the space before it. Limits: see unicode.h.
std::vector<std::string> bpe_words(std::string_view text);

/// RoBERTa's tokenizer; one thread at a time may use it. Source: Sennrich et al., ACL 2016; Liu et
/// al., arXiv:1907.11692.
class ByteBpe final : public Tokenizer {
 public:
  /// Throws UserError where a special token, a byte or what a merge makes is missing; `source`
  /// names the vocabulary in the message.
  ByteBpe(const ByteBpeVocabulary& vocabulary, const std::string& source);

  std::int64_t pad_id() const override { return pad_; }
  std::int64_t separator_id() const override { return separator_; }
  std::size_t size() const override { return ids_.size(); }

 protected:
  std::vector<std::int64_t> pieces(std::string_view text) const override;
  std::int64_t first_id() const override { return first_; }
  std::size_t separators_in_pair() const override { return 2; }

 private:
  std::vector<std::int64_t> merge(const std::string& word) const;

  std::unordered_map<std::string, std::int64_t> ids_;
  mutable std::unordered_map<std::string, std::vector<std::int64_t>>
      merged_;  ///< words seen before
  std::map<std::pair<std::string, std::string>, std::size_t> ranks_;
  std::int64_t pad_{0}, first_{0}, separator_{0};
};

/// vocab.json and merges.txt of a folder. Throws UserError.
ByteBpe read_byte_bpe(const std::filesystem::path& folder);

}  // namespace tiersim::models
