#include "scenarios/validate/compare/compare_decisions.h"

#include <algorithm>

namespace tiersim {

const char* name_of(Agreement agreement) {
  switch (agreement) {
    case Agreement::yes:
      return "yes";
    case Agreement::no:
      return "no";
    case Agreement::tie:
      break;
  }
  return "tie";
}

Decision compare_decisions(const std::vector<Candidate>& candidates) {
  const auto best = [&](double Candidate::*median) {
    return std::min_element(
        candidates.begin(), candidates.end(),
        [&](const Candidate& a, const Candidate& b) { return a.*median < b.*median; });
  };
  const auto simulated = best(&Candidate::simulated_median);
  const auto emulated = best(&Candidate::emulated_median);
  const double lost = simulated->emulated_median - emulated->emulated_median;
  const double noise = std::max(simulated->emulated_range, emulated->emulated_range);
  return {simulated->operator_name,
          simulated->deployment,
          emulated->operator_name,
          emulated->deployment,
          simulated == emulated ? Agreement::yes
          : lost <= noise       ? Agreement::tie
                                : Agreement::no,
          lost / emulated->emulated_median};
}

}  // namespace tiersim
