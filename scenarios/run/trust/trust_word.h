#pragma once

namespace tiersim {

/// How far the answer of a scenario can be trusted. The words are in order: a larger one is worse.
enum class TrustWord {
  good,  ///< no figure of the scenario is over its first limit
  fair,  ///< the answer can tell choices apart that differ much
  poor,  ///< the answer is a rough estimate
  no     ///< the answer must not be used
};

/// Returns the word as results files spell it: "good", "fair", "poor" or "no".
constexpr const char* name_of(TrustWord word) {
  return word == TrustWord::good   ? "good"
         : word == TrustWord::fair ? "fair"
         : word == TrustWord::poor ? "poor"
                                   : "no";
}

}  // namespace tiersim
