#include "scenarios/measure/measure_profiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "scenarios/measure/extrapolate.h"
#include "scenarios/measure/profile_plan.h"
#include "scenarios/measure/profile_store.h"
#include "scenarios/measure/stage_crew.h"
#include "scenarios/measure/timed_progress.h"
#include "scenarios/terminal/tell.h"
#include "sim/base/quantile.h"

namespace tiersim {
namespace {

constexpr int kProcessesAtOnce = 6;  // of large models; a machine with a few GB holds so many
constexpr std::int64_t kInputsOfLaunch = 200;

std::string name_of(const protocol::LoadRequest& request) {
  return fmt::format("{} {} stage {} on {}", request.variant.subject, request.variant.operator_name,
                     request.stage, describe(request.tier));
}

/// Expected seconds until the least number of samples is measured.
double seconds_left(const Target& target) {
  constexpr double kPerProcess = 0.8;  // to start one, and load
  const auto launches = std::max(0, kLaunches - target.draft.full_launches());
  const double sampling = kLaunches * std::min(20.0, 200 * target.expected_ms / 1e3);
  return kPerProcess * (launches * target.request.tier.workers + target.missing_cold_starts()) +
         sampling * (1 - target.draft.progress());
}

/// A few targets that are measured at the same time, in turns, until each has the samples of one
/// launch.
class TargetGroup {
 public:
  explicit TargetGroup(std::vector<Target*> targets) : targets_(std::move(targets)) {}

  /// `advanced` is called when something was measured, `expected` when it has become known how long
  /// something will take.
  void measure_launch(const std::function<void()>& advanced,
                      const std::function<void()>& expected) {
    for (Target* target : targets_) {
      while (target->missing_cold_starts() > 0) {
        target->draft.cold.push_back(start_cold(target->request));
        keep(*target);
        advanced();
      }
    }
    for (Target* target : targets_) {
      if (target->draft.has_enough_samples()) continue;
      target->request.first_input =
          static_cast<std::int64_t>(target->draft.launches.size()) * kInputsOfLaunch;
      crews_.push_back({target, std::make_unique<StageCrew>(target->request)});
      const protocol::LoadedStage& loaded = crews_.back().second->loaded();
      target->draft.launches.push_back({loaded, {}, {}, {}, 0, 0, 0});
      target->expected_ms = static_cast<double>(loaded.expected.ns) / 1e6;
      expected();
    }
    while (!crews_.empty()) {
      for (auto& [target, crew] : crews_) {
        target->draft.launches.back().add(crew->next_slice());
        if (target->draft.launches.back().is_full()) keep(*target);
        advanced();
      }
      crews_.erase(std::remove_if(crews_.begin(), crews_.end(),
                                  [](const auto& item) { return is_done(*item.first); }),
                   crews_.end());
    }
  }

 private:
  static bool is_done(const Target& target) {
    if (!target.draft.launches.back().is_full()) return false;
    return target.draft.full_launches() < kLaunches || target.draft.has_enough_samples();
  }
  static void keep(Target& target) {
    target.fresh = true;
    keep_profile(target.draft, target.key);
  }

  std::vector<Target*> targets_;
  std::vector<std::pair<Target*, std::unique_ptr<StageCrew>>> crews_;
};

/// The first targets that are not complete, as many as may be loaded at once.
std::vector<Target*> next_group(std::vector<Target>& targets) {
  std::vector<Target*> group;
  int processes = 0;
  for (Target& target : targets) {
    if (target.is_complete()) continue;
    processes += target.request.tier.workers;
    if (!group.empty() && processes > kProcessesAtOnce) break;
    group.push_back(&target);
  }
  return group;
}

double ms(MeasuredTime time) { return static_cast<double>(time.ns) / 1e6; }

void tell(const Target& target, const StageProfile& profile, const Report& report) {
  const QuantileEstimate median = estimate_quantile(profile.service, 0.5);
  double mean = 0;
  for (const MeasuredTime time : profile.service)
    mean += ms(time) / static_cast<double>(profile.service.size());
  const protocol::LoadedStage& worker = target.draft.launches.at(0).loaded;
  report(fmt::format(
      "profile {}: {}, median {:.3f} ms +- {:.1f} %, mean {:.3f} ms: {:.2f} and {:.2f} times "
      "unthrottled, {:.2f} expected; CPU share {:.1f} % ({}), cold start {:.0f} ms, {:.0f} MB "
      "resident",
      name_of(target.request), target.fresh ? "measured" : "kept from before", ms(median.value),
      100 * median.relative_error(), mean, ms(median.value) / ms(profile.unthrottled),
      mean / ms(profile.unthrottled), worker.threads / worker.cpus,
      100 * profile.achieved_cpu_share, profile.mechanism,
      ms(estimate_quantile(profile.load, 0.5).value),
      static_cast<double>(profile.peak_memory.value) / 1e6));
  if (!profile.reason.empty()) {
    report(fmt::format("profile {}: {}: {}", name_of(target.request),
                       profile.valid ? "UNSTABLE" : "INVALID", profile.reason));
  }
}

}  // namespace

void measure_profiles(const ExpandedStudy& study, MeasuredStudy& measured, const Report& report) {
  ProfilePlan plan = plan_profiles(study, measured);
  std::vector<Target>& targets = plan.targets;
  const auto left = [&] {
    double seconds = 0;
    for (const Target& target : targets)
      if (!target.is_complete()) seconds += seconds_left(target);
    return seconds;
  };
  const auto missing = std::count_if(targets.begin(), targets.end(),
                                     [](const Target& target) { return !target.is_complete(); });
  if (missing > 0) {
    report(
        fmt::format("profile: {} of {} are to be measured, in about {}, longer on a busy machine",
                    missing, targets.size(), rough_duration(left())));
  }
  {
    TimedProgress progress("profile", left());
    for (auto group = next_group(targets); !group.empty(); group = next_group(targets)) {
      TargetGroup(group).measure_launch([&] { progress.show(left()); },
                                        [&] { progress.expect(left()); });
    }
  }
  for (const Target& target : targets) {
    StageProfile profile = to_profile(target.draft, target.request, target.key);
    if (target.fresh) ++measured.measured;
    tell(target, profile, report);
    const ProfileId id{profile.variant(), profile.stage, target.request.tier};
    measured.profiles[id] = std::move(profile);
  }
  for (const OtherProfile& wanted : plan.extrapolations) {
    const auto id = [&](const TierSettings& tier) {
      return ProfileId{wanted.variant.id(), wanted.stage, tier};
    };
    const std::vector<TierSettings> from = stand_ins(wanted.tier);
    const StageProfile profile =
        extrapolate(measured.profiles.at(id(from[0])), measured.profiles.at(id(from[1])),
                    from[1].cores, wanted.tier);
    report(fmt::format("profile {} {} stage {} on {}: EXTRAPOLATED, median {:.3f} ms: {}",
                       profile.subject, profile.operator_name, profile.stage, describe(wanted.tier),
                       ms(estimate_quantile(profile.service, 0.5).value), profile.source));
    measured.profiles[id(wanted.tier)] = profile;
  }
  for (const OtherProfile& brought : plan.imports) {
    const auto [subject, operator_name] =
        std::tie(brought.variant.subject, brought.variant.operator_name);
    const ProfileId id{brought.variant.id(), brought.stage, brought.tier};
    if (measured.profiles.count(id) > 0) continue;
    const StageProfile& profile = measured.profiles[id] = imported_profile(
        *study.points[0].study.imported, subject, operator_name, brought.stage, brought.tier);
    report(fmt::format("profile {} {} stage {} on {}: brought in, {}{}{}", subject, operator_name,
                       brought.stage, brought.tier.name, profile.source,
                       profile.reason.empty() ? "" : ": UNSTABLE: ", profile.reason));
  }
}

}  // namespace tiersim
