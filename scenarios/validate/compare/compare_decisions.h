#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// An operator on a deployment, with its median latencies in ns. Somebody who asks for the fastest
/// choice compares such candidates of one subject at one point of the sweep.
struct Candidate {
  std::string operator_name, deployment;
  double simulated_median, emulated_median;
  double emulated_range;  ///< of the rounds' emulated medians: the largest minus the smallest, ns
};

enum class Agreement {
  yes,  ///< simulation and emulation choose the same candidate
  no,   ///< they choose different ones, and the emulation tells the two apart
  /// They choose different ones, whose emulated medians differ by no more than the larger of the
  /// two ranges over the emulation's rounds.
  tie
};
const char* name_of(Agreement agreement);  ///< "yes", "no" or "tie"

/// Which candidate is the fastest, by simulation and by emulation.
struct Decision {
  std::string simulated_operator, simulated_deployment;
  std::string emulated_operator, emulated_deployment;
  Agreement agreement;
  /// What choosing by simulation costs: the emulated median of the simulated winner, divided by the
  /// smallest emulated median, minus 1.
  double regret;
};

/// Decides by the smallest median; of equal ones, the first wins. There must be a candidate.
Decision compare_decisions(const std::vector<Candidate>& candidates);

}  // namespace tiersim
