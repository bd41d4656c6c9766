#include "sim/records/worker_share.h"

#include <algorithm>
#include <cmath>

namespace tiersim {

WorkerShare worker_share(const TierSettings& tier) {
  const double cpus = tier.cpu_share.value * tier.cores / tier.workers;
  const int threads = std::max(1, static_cast<int>(std::floor(cpus + 1e-9)));
  return {threads, std::min(cpus, static_cast<double>(threads))};
}

}  // namespace tiersim
