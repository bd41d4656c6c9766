#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tiersim::models {

/// A word of the training texts: its symbols, as indices in a list of symbols, and how often it
/// occurs.
struct CountedWord {
  std::vector<std::uint32_t> symbols;
  std::int64_t count;
};

/// A function that returns the text of the symbol that replaces two neighbouring symbols.
using Join = std::function<std::string(const std::string& left, const std::string& right)>;

/// Learns the merges of byte-pair encoding from `words`, whose symbols are indices in `symbols`.
/// Joins the most frequent pair of neighbouring symbols again and again, until `symbols` has `size`
/// entries or no pair is left. Of equally frequent pairs, the lexicographically smallest comes
/// first. `join` makes the text of a new symbol, which is appended to `symbols`. Returns the joined
/// pairs in order. There may be more pairs than new symbols, because two pairs can make the same
/// symbol.
/// Source: Sennrich et al., ACL 2016, algorithm 1.
std::vector<std::pair<std::string, std::string>> learn_merges(std::vector<CountedWord> words,
                                                              std::vector<std::string>& symbols,
                                                              std::size_t size, const Join& join);

}  // namespace tiersim::models
