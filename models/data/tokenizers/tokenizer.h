#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// Converts a text to the token ids that a language model reads.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;

  /// The token ids of a text, or of a pair of texts, with special tokens, at most `max_tokens` in
  /// all. If there are too many, ids are removed from the end of the longer text, one at a time
  /// (from the second text if both are equally long). An empty `pair` means a single text. Throws
  /// std::invalid_argument if `max_tokens` is too small for the special tokens.
  virtual std::vector<std::int64_t> encode(std::string_view text, std::string_view pair = {},
                                           std::size_t max_tokens = 512) const = 0;

  virtual std::int64_t pad_id() const = 0;        ///< id of the token that fills up shorter texts
  virtual std::int64_t separator_id() const = 0;  ///< id of the token that ends every text
  virtual std::size_t size() const = 0;           ///< number of ids, which are in [0, size())
};

/// Shortens the ids of two texts, in place, until they have at most `room` ids together. Ids are
/// removed from the end of the longer text, one at a time (from `second` if both are equally long).
void truncate_longest_first(std::vector<std::int64_t>& first, std::vector<std::int64_t>& second,
                            std::size_t room);

}  // namespace tiersim::models
