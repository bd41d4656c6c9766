#pragma once

#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "sim/records/cut_record.h"

namespace tiersim {

/// Whether an operator splits the model at a layer that tiersim has to choose. True for
/// "sptq+partition" and "partition(cut=auto)". False if the operator names its cut, does not split
/// the model, or is foreign (a name in imported profiles that tiersim cannot apply).
bool leaves_cut_open(const StudyOperator& study_operator);

/// Returns `spec` without its last operator, which must be the one that cuts the model: "sptq" for
/// "sptq+partition". Returns "identity" if no operator is left, as for "partition".
OperatorSpec before_cut(const OperatorSpec& spec);

/// Returns `spec` with `layer` as the setting `cut` of its last operator. "sptq+partition" with the
/// layer "layer2.0.add" becomes "sptq+partition(cut=layer2.0.add)".
OperatorSpec with_cut(const OperatorSpec& spec, const std::string& layer);

/// Returns the element of `cuts` with the shortest expected time of a warm request, if both tiers
/// of `deployment` and the links are idle. It considers only cuts with multiply-accumulates on both
/// sides, and throws UserError if there are none. The expected time is
///
///   before / speed of the first tier + bytes / bandwidth + after / speed of the second tier.
///
/// `before`, `bytes` and `after` are members of the cut; the times are those of one unthrottled
/// thread. A speed is that of one worker of the tier, as a fraction of the full speed
/// (WorkerShare::speed()). The bandwidth is that of the path between the tiers. The delay and the
/// answer are left out, because they take the same time for every cut. Loss, slow start and the
/// gain of several threads are ignored. Source: Kang et al., "Neurosurgeon", ASPLOS 2017.
const CutRecord& choose_cut(const std::vector<CutRecord>& cuts, const Study& study,
                            const std::string& deployment);

}  // namespace tiersim
