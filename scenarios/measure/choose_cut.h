#pragma once

#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "sim/records/cut_record.h"

namespace tiersim {

/// Whether an operator splits the model at a layer that tiersim has to choose. True for
/// "sptq+partition" and "partition(cut=auto)". False if the operator names its cut, does not split
/// the model, or is foreign (known from imported profiles only).
bool leaves_cut_open(const StudyOperator& study_operator);

/// The operators that come before the one that cuts the model: "sptq" for "sptq+partition",
/// "identity" for "partition".
OperatorSpec before_cut(const OperatorSpec& spec);

/// The operator `spec` with `layer` as the cut. "sptq+partition" with the layer "layer2.0.add"
/// becomes "sptq+partition(cut=layer2.0.add)".
OperatorSpec with_cut(const OperatorSpec& spec, const std::string& layer);

/// Chooses the cut with the shortest expected time of a warm request on an idle deployment of two
/// tiers. It considers the cuts with multiply-accumulates on both sides. The expected time is
///
///   before / speed of the first tier + bytes / bandwidth + after / speed of the second tier.
///
/// `before` and `after` are times of one unthrottled thread. A speed is that of one worker of the
/// tier, as a fraction of the full speed (WorkerShare::speed()). The delay and the answer are left
/// out, because they take the same time for every cut. Loss, slow start and the gain of several
/// threads are left out, too. Returns a reference to an element of `cuts`. Throws UserError if no
/// cut has multiply-accumulates on both sides. Source: Kang et al., "Neurosurgeon", ASPLOS 2017.
const CutRecord& choose_cut(const std::vector<CutRecord>& cuts, const Study& study,
                            const std::string& deployment);

}  // namespace tiersim
