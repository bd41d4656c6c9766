#include "scenarios/measure/extrapolate.h"

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <cmath>

#include "sim/base/content_key.h"
#include "sim/base/error.h"
#include "sim/base/quantile.h"
#include "sim/records/worker_share.h"

namespace tiersim {
namespace {

double median(const StageProfile& profile) {
  return static_cast<double>(estimate_quantile(profile.service, 0.5).value.ns);
}

void scale(std::vector<MeasuredTime>& times, double factor) {
  for (MeasuredTime& time : times) time.ns = std::llround(static_cast<double>(time.ns) * factor);
}

}  // namespace

int host_cores() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0) return 1;
  return CPU_COUNT(&allowed);
}

std::vector<TierSettings> stand_ins(const TierSettings& tier) {
  const int cores = host_cores();
  if (cores < 2) {
    throw UserError(
        fmt::format("tiers.{}.cores: {} cores cannot be extrapolated from one (measure on a "
                    "machine with more cores, or bring profiles)",
                    tier.name, tier.cores));
  }
  TierSettings one = tier;
  one.cores = 1;
  one.cpu_share = {1.0};
  one.workers = 1;
  TierSettings all = one;
  all.cores = cores;
  return {one, all};
}

StageProfile extrapolate(const StageProfile& one, const StageProfile& all, int all_cores,
                         const TierSettings& tier) {
  const double t1 = median(one), tm = median(all), m = all_cores;
  const double serial = std::clamp((m * tm / t1 - 1) / (m - 1), 0.0, 1.0);
  const WorkerShare worker = worker_share(tier);
  const double predicted = t1 * (serial + (1 - serial) / worker.threads) / worker.speed();
  StageProfile profile = all;
  profile.extrapolated = true;
  profile.mechanism = "extrapolated";
  profile.threads = worker.threads;
  profile.requested_cpu_share = tier.cpu_share.value;
  profile.achieved_cpu_share = std::nan("");
  profile.key =
      content_key({"extrapolated", one.key, all.key, std::to_string(tier.cores),
                   fmt::format("{}", tier.cpu_share.value), std::to_string(tier.workers)});
  scale(profile.service, predicted / tm);
  scale(profile.load, 1 / worker.speed());
  profile.source = fmt::format(
      "extrapolated by Amdahl's law from {:.3f} ms on 1 core and {:.3f} ms on {}: serial part "
      "{:.0f} %",
      t1 / 1e6, tm / 1e6, all_cores, 100 * serial);
  profile.valid = one.valid && all.valid;
  profile.stable = one.stable && all.stable;
  profile.reason = !one.reason.empty() ? one.reason : all.reason;
  return profile;
}

}  // namespace tiersim
