#pragma once

#include <string>

namespace tiersim::models {

/// The revision of the code that decides results: graph passes, kernels and measuring. Raise it
/// when one of them changes. It is part of the cache's keys, so tiersim does not use variants and
/// measurements of an older revision.
constexpr int kKernelRevision = 8;

std::string cpu_model();  ///< this machine's "model name" in /proc/cpuinfo, or "unknown"

}  // namespace tiersim::models
