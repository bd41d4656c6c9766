#pragma once

#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "sim/records/profile.h"

namespace tiersim {

/// Whether a composition leaves the choice of its cut to the study: "sptq+partition",
/// "partition(cut=auto)".
bool leaves_cut_open(const std::string& operator_name);

/// The operators before the cut: "sptq+partition" to "sptq", "partition" to "identity".
std::string before_cut(const std::string& operator_name);

/// The composition with its cut named: "sptq+partition(cut=layer2.0.add)".
std::string with_cut(const std::string& operator_name, const std::string& layer);

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
