#pragma once

#include <limits>
#include <string>

#include "scenarios/run/trust/trust_word.h"

namespace tiersim {

/// The limits of one figure of a scenario. A value up to `good` gives the word "good", a value up
/// to `fair` gives "fair", and so on. A value above `poor` gives "no".
struct TrustLimit {
  const char* figure;  ///< what the value is, for the table of all limits
  double good, fair, poor;
  bool is_share;  ///< true: the value 1 is 100 %; false: a plain number
};

/// The value of a limit that no value is above.
inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

// docs/trust.md has these limits, too. A test compares both.

/// The time of waiting grows as 1 / (1 - utilisation). An error of 1 % in the work then changes the
/// wait by 1 % / (1 - utilisation): 3.3 % at 70 %, 6.7 % at 85 %, 20 % at 95 %.
inline constexpr TrustLimit kUtilisationLimit{
    "utilisation of a tier or a link, if requests come at times of their own", 0.70, 0.85, 0.95,
    true};
inline constexpr TrustLimit kFidelityLimit{
    "known error of the network's fidelity, as a share of the latency without waits at tiers", 0.02,
    0.10, 0.30, true};
/// The first limit is kStableMedian (sim/base/quantile.h).
inline constexpr TrustLimit kProfileLimit{
    "half of the 95 % interval of the median service time, relative to the median", 0.02, 0.05,
    kNoLimit, true};
/// One half-width is 2.26 standard errors, and 3 are 6.8. Chance alone exceeds 3 in about one of
/// 10,000 checks (Student's t, 9 degrees of freedom).
inline constexpr TrustLimit kTheoryLimit{
    "distance of the mean wait from theory, in half-widths of its 95 % interval", 3, 5, kNoLimit,
    false};

/// A condition that limits the trust in a scenario without a figure.
struct TrustCondition {
  const char* meaning;
  TrustWord word;  ///< the best word of a scenario that meets the condition
};

inline constexpr TrustCondition kNotOk{"the scenario failed or is invalid", TrustWord::no};
inline constexpr TrustCondition kTooFewRequests{
    "the requests are too few for the theory check at this load", TrustWord::fair};
inline constexpr TrustCondition kNotTested{
    "the fidelity was not tested with such links or messages", TrustWord::fair};
inline constexpr TrustCondition kUnstable{"a profile is not stable", TrustWord::fair};
inline constexpr TrustCondition kExtrapolated{"a profile is extrapolated", TrustWord::fair};
inline constexpr TrustCondition kImported{"a profile is imported", TrustWord::fair};

/// Returns the word that `value` gives. NaN gives "no".
TrustWord word_of(const TrustLimit& limit, double value);

/// Returns how close `value` is to the limit that it would have to exceed for a worse word: their
/// ratio. For the word "no", returns the ratio to the last limit. It ranks figures with the same
/// word.
double closeness_of(const TrustLimit& limit, double value);

/// Returns all limits and conditions as two Markdown tables.
std::string trust_tables();

}  // namespace tiersim
