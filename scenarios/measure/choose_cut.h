#pragma once

#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "sim/records/cut_record.h"

namespace tiersim {

/// Whether an operator leaves the choice of its cut to the study: "sptq+partition",
/// "partition(cut=auto)". A foreign one does not.
bool leaves_cut_open(const StudyOperator& study_operator);

/// The operators before the cut: "sptq+partition" to "sptq", "partition" to "identity".
OperatorSpec before_cut(const OperatorSpec& spec);

/// The same operator with its cut named: "sptq+partition(cut=layer2.0.add)".
OperatorSpec with_cut(const OperatorSpec& spec, const std::string& layer);

/// The cut over which a warm request is answered fastest on an idle deployment of two tiers: of the
/// cuts that leave both tiers multiply-accumulates, the one with the least
///
///   before / speed of the first + bytes / bandwidth + after / speed of the second,
///
/// times being those of one thread, speeds what its share leaves a worker's threads. Delays and the
/// answer's way back cost every cut the same. Loss, slow start and what several threads gain are
/// left out: the simulation that follows knows them. Throws UserError
/// where no cut leaves both something. Source: Kang et al., "Neurosurgeon", ASPLOS 2017.
const CutRecord& choose_cut(const std::vector<CutRecord>& cuts, const Study& study,
                            const std::string& deployment);

}  // namespace tiersim
