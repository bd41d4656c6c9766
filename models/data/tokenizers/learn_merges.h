#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tiersim::models {

/// A word of the training texts: its symbols, as places in a list of symbols, and how often it
/// occurs.
struct CountedWord {
  std::vector<std::uint32_t> symbols;
  std::int64_t count;
};

/// What two neighbouring symbols are together.
using Join = std::function<std::string(const std::string& left, const std::string& right)>;

/// Byte-pair encoding: joins the most frequent pair of neighbours, again and again, until `symbols`
/// has `size` entries or no pair is left. Of equally frequent pairs, the lexicographically smallest
/// goes first. New symbols are appended to `symbols`; the pairs joined are returned in order, and
/// may be more than the new symbols, for two pairs can make the same one.
/// Source: Sennrich et al., ACL 2016, algorithm 1.
std::vector<std::pair<std::string, std::string>> learn_merges(std::vector<CountedWord> words,
                                                              std::vector<std::string>& symbols,
                                                              std::size_t size, const Join& join);

}  // namespace tiersim::models
