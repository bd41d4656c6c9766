#pragma once

#include <string>
#include <vector>

#include "models/protocol/measuring.h"
#include "sim/records/stage_profile.h"

namespace tiersim {

/// The number of processes that measure the service times of a profile, one after the other. Each
/// of them measures a part of the samples, because the place of a process in memory can change its
/// times by a few percent (Mytkowicz et al., ASPLOS 2009).
constexpr int kLaunches = 2;

/// The number of cold starts that are measured for a profile.
constexpr int kColdStarts = 5;

/// The service times of a stage that one process measured. On a tier of several workers, as many
/// processes as workers measured them at the same time. Samples come in slices: runs of about half
/// a second.
struct Launch {
  protocol::LoadedStage loaded;
  std::vector<MeasuredTime> service;
  MeasuredTime cpu, wall;  ///< CPU time and wall time of all samples in `service`
  int slices{0};           ///< number of slices whose samples are in `service`
  int disturbed{0};        ///< number of these slices that were disturbed (see add())
  int left_out{0};         ///< number of disturbed slices that were discarded

  /// Adds the samples of a slice, unless the slice is disturbed and is discarded. A slice is
  /// disturbed if other processes or other guests of the host used the cores for more than 3 % of
  /// its time, or if the measured process missed its CPU share (missed_share()). A disturbed slice
  /// is discarded as long as fewer than five have been discarded, or fewer than have been added.
  /// Later ones are added.
  void add(const protocol::Samples& slice);

  /// Whether `service` has enough samples: at least 200, or at least 20 that took 20 s or more
  /// together.
  bool is_full() const;
};

/// The measurements for one profile (a stage of a variant on a tier) up to now. They may be
/// incomplete.
struct ProfileDraft {
  std::vector<Launch> launches;
  std::vector<protocol::ColdStart> cold;

  std::vector<MeasuredTime> service() const;
  int full_launches() const;
  /// Whether there are enough service times. At least kLaunches launches must be full
  /// (Launch::is_full()). In addition, one of three conditions must be true. Half the length of the
  /// median's 95 % confidence interval is at most 2 % of the median. Or there are 4,000 samples. Or
  /// the samples took two minutes.
  bool has_enough_samples() const;
  bool is_complete() const;
  /// Whether more than a tenth of the slices that were added are disturbed (see Launch::add()).
  bool is_disturbed() const;
  /// How much of the minimum of service times has been measured: 0 for nothing, 1 for all of it.
  /// The minimum is kLaunches launches with 200 samples or 20 s each.
  double progress() const;
};

/// Makes a profile from a draft with at least one launch. `request` names the stage, the variant
/// and the tier; `key` is the profile's key. The profile is not valid if the CPU share was missed
/// by more than 5 %. It is not stable if it is not valid, if the median is not known within 2 %, or
/// if the draft is disturbed.
StageProfile to_profile(const ProfileDraft& draft, const protocol::LoadRequest& request,
                        const std::string& key);

}  // namespace tiersim
