#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// Turns text into the numbers that a language model reads.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;

  /// The ids of a text, or of a pair of texts, with the special tokens around them, at most
  /// `max_tokens` in all. What is too long loses tokens from its end, one at a time, from the
  /// longer text (of two equally long ones, from the second). An empty `pair` is no pair.
  /// Throws std::invalid_argument where `max_tokens` has no room for the special tokens.
  virtual std::vector<std::int64_t> encode(std::string_view text, std::string_view pair = {},
                                           std::size_t max_tokens = 512) const = 0;

  virtual std::int64_t pad_id() const = 0;
  virtual std::int64_t separator_id() const = 0;  ///< what ends every text
  virtual std::size_t size() const = 0;           ///< ids are in [0, size())
};

/// Shortens `first` and `second` as `Tokenizer::encode` says, to `room` ids together.
void truncate_longest_first(std::vector<std::int64_t>& first, std::vector<std::int64_t>& second,
                            std::size_t room);

}  // namespace tiersim::models
