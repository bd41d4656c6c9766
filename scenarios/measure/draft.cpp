#include "scenarios/measure/draft.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/measure/cpu_share.h"
#include "sim/base/quantile.h"

namespace tiersim {
namespace {

constexpr std::size_t kSamples = 200, kFewestSamples = 20;  // of each process
constexpr double kSeconds = 20;
// If the median is not known well by then, measuring goes on up to these limits.
constexpr std::size_t kMostSamples = 4000;
constexpr double kMostSeconds = 120;

constexpr double kDisturbance = 0.03;     // of the time
constexpr double kTick = 0.01;            // seconds; stolen time is counted in such ticks
constexpr int kMostLeftOut = 5;           // slices, or half of all if that is more
constexpr double kDisturbedSlices = 0.1;  // share of the slices that were kept

double seconds(MeasuredTime time) { return static_cast<double>(time.ns) / 1e9; }

bool is_disturbed(const protocol::Samples& slice, double cpus) {
  const double much = kDisturbance * seconds(slice.elapsed);
  return seconds(slice.waited) > much || seconds(slice.stolen) > much + kTick ||
         missed_share(slice.cpu, slice.wall, slice.service.size(), cpus);
}

double median_error(const ProfileDraft& draft) {
  return estimate_quantile(draft.service(), 0.5).relative_error();
}

struct Slices {
  int kept{0}, disturbed{0};  // the disturbed ones are among those kept
};

Slices slices_of(const ProfileDraft& draft) {
  Slices all;
  for (const Launch& launch : draft.launches) {
    all.kept += launch.slices;
    all.disturbed += launch.disturbed;
  }
  return all;
}

/// Why the median cannot be trusted; empty if it can.
std::string instability(const ProfileDraft& draft) {
  if (draft.is_disturbed()) {
    const Slices slices = slices_of(draft);
    return fmt::format("other processes had its cores in {} of {} parts of the measurement",
                       slices.disturbed, slices.kept);
  }
  std::vector<std::string> medians;
  for (const Launch& launch : draft.launches) {
    medians.push_back(
        fmt::format("{:.3f}", 1e3 * seconds(estimate_quantile(launch.service, 0.5).value)));
  }
  const double error = median_error(draft);
  if (error <= kStableMedian) return "";
  return fmt::format(
      "its median is known within {:.1f} % only: {} ms in one process after the other, {} samples "
      "in all",
      100 * error, fmt::join(medians, " and "), draft.service().size());
}

}  // namespace

void Launch::add(const protocol::Samples& slice) {
  const bool is_bad = is_disturbed(slice, loaded.cpus);
  if (is_bad && left_out < std::max(kMostLeftOut, slices)) {
    ++left_out;
    return;
  }
  ++slices;
  disturbed += is_bad ? 1 : 0;
  service.insert(service.end(), slice.service.begin(), slice.service.end());
  cpu.ns += slice.cpu.ns;
  wall.ns += slice.wall.ns;
}

bool Launch::is_full() const {
  return service.size() >= kSamples ||
         (service.size() >= kFewestSamples && seconds(wall) >= kSeconds);
}

std::vector<MeasuredTime> ProfileDraft::service() const {
  std::vector<MeasuredTime> all;
  for (const Launch& launch : launches)
    all.insert(all.end(), launch.service.begin(), launch.service.end());
  return all;
}

int ProfileDraft::full_launches() const {
  return static_cast<int>(
      std::count_if(launches.begin(), launches.end(), [](const Launch& l) { return l.is_full(); }));
}

bool ProfileDraft::has_enough_samples() const {
  if (full_launches() < kLaunches) return false;
  double spent = 0;
  for (const Launch& launch : launches) spent += seconds(launch.wall);
  return service().size() >= kMostSamples || spent >= kMostSeconds ||
         median_error(*this) <= kStableMedian;
}

bool ProfileDraft::is_disturbed() const {
  const Slices slices = slices_of(*this);
  return slices.disturbed > kDisturbedSlices * slices.kept;
}

double ProfileDraft::progress() const {
  double done = 0;
  for (const Launch& launch : launches) {
    done += std::min(1.0, std::max(static_cast<double>(launch.service.size()) / kSamples,
                                   seconds(launch.wall) / kSeconds));
  }
  return std::min(1.0, done / kLaunches);
}

StageProfile to_profile(const ProfileDraft& draft, const protocol::LoadRequest& request,
                        const std::string& key) {
  const TierSettings& tier = request.tier;
  const double workers_per_core = static_cast<double>(tier.workers) / tier.cores;
  StageProfile profile;
  profile.subject = request.variant.subject;
  profile.operator_name = request.variant.operator_name;
  profile.stage = request.stage;
  profile.tier = tier.name;
  profile.batch = tier.batch;
  profile.key = key;
  profile.requested_cpu_share = tier.cpu_share.value;
  profile.threads = draft.launches.at(0).loaded.threads;
  profile.service = draft.service();
  MeasuredTime cpu, wall;
  std::int64_t unthrottled = 0;
  int slices = 0, disturbed = 0;
  for (const Launch& launch : draft.launches) {
    const std::string& mechanism = launch.loaded.mechanism;
    if (profile.mechanism.find(mechanism) == std::string::npos)
      profile.mechanism += (profile.mechanism.empty() ? "" : ", ") + mechanism;
    cpu.ns += launch.cpu.ns;
    wall.ns += launch.wall.ns;
    unthrottled += launch.loaded.unthrottled.ns;
    slices += launch.slices + launch.left_out;
    disturbed += launch.disturbed + launch.left_out;
  }
  for (const protocol::ColdStart& start : draft.cold) {
    profile.load.push_back(start.load);
    profile.peak_memory.value = std::max(profile.peak_memory.value, start.peak_memory.value);
  }
  profile.unthrottled = {unthrottled / static_cast<std::int64_t>(draft.launches.size())};
  profile.cpu_per_inference = {cpu.ns / static_cast<std::int64_t>(profile.service.size())};
  profile.disturbed = static_cast<double>(disturbed) / slices;
  profile.achieved_cpu_share = seconds(cpu) / seconds(wall) * workers_per_core;
  const double wanted = draft.launches[0].loaded.cpus;
  profile.valid = !missed_share(cpu, wall, profile.service.size(), wanted);
  const std::string problem =
      profile.valid
          ? instability(draft)
          : fmt::format("achieved a CPU share of {:.1f} % instead of {:.1f} %",
                        100 * profile.achieved_cpu_share, 100 * wanted * workers_per_core);
  profile.stable = profile.valid && problem.empty();
  if (!problem.empty()) profile.reason = problem + " (measure on a quieter machine)";
  return profile;
}

}  // namespace tiersim
