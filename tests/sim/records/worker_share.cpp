#include "sim/records/worker_share.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace tiersim;

TEST_CASE("A worker has its part of the tier, on threads that it can feed", "[worker]") {
  const auto share = [](double part, int cores, int workers) {
    TierSettings tier;
    tier.cpu_share.value = part;
    tier.cores = cores;
    tier.workers = workers;
    const WorkerShare result = worker_share(tier);
    return std::make_pair(result.threads, result.cpus);
  };
  CHECK(share(1.0, 1, 1) == std::make_pair(1, 1.0));
  CHECK(share(0.25, 1, 1) == std::make_pair(1, 0.25));
  CHECK(share(1.0, 4, 1) == std::make_pair(4, 4.0));
  CHECK(share(0.5, 4, 1) == std::make_pair(2, 2.0));
  // One thread cannot use 60 % of two cores.
  CHECK(share(0.6, 2, 1) == std::make_pair(1, 1.0));
  CHECK(share(0.25, 2, 1) == std::make_pair(1, 0.5));
  CHECK(share(1.0, 4, 2) == std::make_pair(2, 2.0));
  CHECK(share(0.5, 2, 2) == std::make_pair(1, 0.5));
}
