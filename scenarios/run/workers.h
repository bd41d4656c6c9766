#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "sim/results/results.h"

namespace tiersim {

/// Runs `job(0)` to `job(count - 1)` in up to `workers` forked processes, each given its next job
/// when it has finished one; `finished` sees the results in any order. A process that dies costs
/// the job it was at, which `failed` then describes. Returns false where SIGINT or SIGTERM ended it
/// early.
///
/// The calling process must have no threads of its own, and must not have used LibTorch.
bool run_in_workers(std::size_t count, int workers,
                    const std::function<ScenarioResult(std::size_t)>& job,
                    const std::function<ScenarioResult(std::size_t)>& failed,
                    const std::function<void(ScenarioResult)>& finished);

}  // namespace tiersim
