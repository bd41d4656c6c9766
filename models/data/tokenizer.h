#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// Cuts texts into the tokens that a model was trained on.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  /// The ids of a text, or of a pair, between the special tokens that the model expects; at most
  /// `max_tokens` in all: what is too long loses its end, of a pair the longer text first.
  std::vector<std::int64_t> encode(std::string_view text, std::string_view pair,
                                   std::size_t max_tokens) const;
  virtual std::int64_t pad_id() const = 0;
  virtual std::int64_t separator_id() const = 0;
  virtual std::size_t size() const = 0;  ///< of the vocabulary

 protected:
  virtual std::vector<std::int64_t> pieces(std::string_view text) const = 0;
  virtual std::int64_t first_id() const = 0;           ///< [CLS] or <s>
  virtual std::size_t separators_in_pair() const = 0;  ///< between the two texts
};

}  // namespace tiersim::models
