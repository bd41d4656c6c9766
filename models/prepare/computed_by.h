#pragma once

#include <string>

namespace tiersim::models {

/// The revision of passes, kernels and the way of measuring. Raise it when one of them changes: it
/// is part of the cache's keys, so variants and measurements of an older revision are not used.
constexpr int kKernelRevision = 7;

std::string cpu_model();  ///< "model name" in /proc/cpuinfo, or "unknown"

}  // namespace tiersim::models
