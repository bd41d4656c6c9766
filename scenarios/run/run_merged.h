#pragma once

#include <vector>

#include "scenarios/run/run_study.h"
#include "scenarios/run/store/replay.h"

namespace tiersim {

/// Simulates again the studies of a merged results file, one after the other, and merges their
/// results to `options.output`. Meanwhile each study has a results file of its own,
/// `<output>.study-<number>.h5`. With `options.rules.resume`, studies that have finished are not
/// run again. Returns the exit status as run_study() does, the largest of all studies. Throws
/// UserError as run_study() does, and if `options.output` exists and may not be replaced.
int run_merged(std::vector<Replay> replays, const RunOptions& options);

}  // namespace tiersim
