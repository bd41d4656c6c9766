#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "network/emulation/link_check.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/run/trust/evidence.h"
#include "scenarios/study/expand/expand.h"
#include "sim/results/results.h"

namespace tiersim {

/// Emulates scenarios of a study in real time, one at a time. For each scenario it makes hosts and
/// links (EmulatedNetwork), starts a process for each tier (TierServices), and sends the requests
/// (emulate_requests()).
class StudyEmulator {
 public:
  /// `study` and `measured` must outlive this object. MeasuredStudy::profiles may be empty.
  StudyEmulator(const ExpandedStudy& study, const MeasuredStudy& measured)
      : study_(study), measured_(measured) {}

  /// Emulates the scenario with the index `id` in ExpandedStudy::scenarios. The status of the
  /// result is "invalid" if the emulation was not exact enough, if a tier did not get its CPU
  /// share, if a request failed, or if a link is closed or overloaded. It is "failed" if the
  /// scenario could not be run. The reason of the result says why. Before the first scenario of
  /// each deployment at each point of the sweep, the links are measured (EmulatedNetwork::probe()).
  ScenarioResult run(std::size_t id);

 private:
  void emulate_into(std::size_t id, ScenarioResult& result, Evidence& evidence);

  const ExpandedStudy& study_;
  const MeasuredStudy& measured_;
  /// The checks of the links that were measured so far. A key is the index of a point of the sweep
  /// and the name of a deployment.
  std::map<std::pair<std::size_t, std::string>, std::vector<LinkCheck>> checks_;
};

}  // namespace tiersim
