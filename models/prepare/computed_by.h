#pragma once

#include <string>

namespace tiersim::models {

/// Names what prepared models and measurements depend on besides their inputs: raise it when
/// passes, kernels or the way of measuring change, so that nothing stale is used.
constexpr int kKernelRevision = 7;

std::string cpu_model();  ///< as /proc/cpuinfo gives it

}  // namespace tiersim::models
