#include "scenarios/run/merge_profiles.h"

#include <fmt/format.h>

#include "sim/content_key.h"
#include "sim/quantile.h"

namespace tiersim {
namespace {

double total(const std::vector<MeasuredTime>& times) {
  double sum = 0;
  for (const MeasuredTime time : times) sum += static_cast<double>(time.ns);
  return sum;
}

double median_ms(const StageProfile& profile) {
  return static_cast<double>(estimate_quantile(profile.service, 0.5).value.ns) / 1e6;
}

}  // namespace

StageProfile merge_profiles(const std::vector<StageProfile>& parts) {
  StageProfile whole = parts.at(0);
  whole.service.clear();
  whole.load.clear();
  whole.reason.clear();
  double cpu = 0, wall = 0;
  std::vector<std::string> keys, medians;
  for (const StageProfile& part : parts) {
    keys.push_back(part.key);
    medians.push_back(fmt::format("{:.3f}", median_ms(part)));
    whole.service.insert(whole.service.end(), part.service.begin(), part.service.end());
    whole.load.insert(whole.load.end(), part.load.begin(), part.load.end());
    wall += total(part.service);
    cpu += part.achieved_cpu_share * total(part.service);
    whole.valid = whole.valid && part.valid;
    if (!part.valid && whole.reason.empty()) whole.reason = part.reason;
    if (part.mechanism != parts[0].mechanism) whole.mechanism += ", " + part.mechanism;
  }
  whole.key = content_key(keys);
  whole.achieved_cpu_share = cpu / wall;
  const double error = estimate_quantile(whole.service, 0.5).relative_error();
  whole.stable = error <= kStableMedian;
  if (whole.valid && !whole.stable) {
    whole.reason = fmt::format(
        "its median is known within {:.1f} % only: {} ms in one process after the other, {} "
        "samples "
        "in all (measure on a quieter machine)",
        100 * error, fmt::join(medians, " and "), whole.service.size());
  }
  return whole;
}

}  // namespace tiersim
