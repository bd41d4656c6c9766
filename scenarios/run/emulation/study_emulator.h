#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "network/emulation/link_check.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"
#include "sim/results/results.h"

namespace tiersim {

/// Runs scenarios of a study in real time: hosts and links (EmulatedNetwork), a process for each
/// tier (TierServices), and clients that send the requests (emulate_requests()). One scenario runs
/// at a time.
class StudyEmulator {
 public:
  /// `study` and `measured` must outlive this object. `measured` needs no profiles.
  StudyEmulator(const ExpandedStudy& study, const MeasuredStudy& measured)
      : study_(study), measured_(measured) {}

  /// Emulates scenario `id`. The result is invalid, with a reason, if a link, a tier or the clients
  /// were not what the study says, and failed if the scenario could not be run. The links of a
  /// deployment are checked once at each point of the sweep, before its first scenario.
  ScenarioResult run(std::size_t id);

 private:
  void emulate_into(std::size_t id, ScenarioResult& result);

  const ExpandedStudy& study_;
  const MeasuredStudy& measured_;
  /// By point of the sweep and deployment.
  std::map<std::pair<std::size_t, std::string>, std::vector<LinkCheck>> checks_;
};

}  // namespace tiersim
