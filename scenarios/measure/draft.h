#pragma once

#include <string>
#include <vector>

#include "models/protocol/measuring.h"
#include "sim/records/stage_profile.h"

namespace tiersim {

/// The least number of launches of a profile. A launch is one process that measures a part of the
/// service times; on a tier of several workers it is one process for each worker. The launches run
/// one after the other. A profile needs several, because the place of a process in memory can
/// change its times by a few percent (Mytkowicz et al., ASPLOS 2009).
constexpr int kLaunches = 2;

/// The number of cold starts that are measured for a profile. In a cold start, a new process loads
/// the stage and computes one inference. Studies with `start: warm` never draw the time of a cold
/// start. One is measured for them, because it also measures the memory of the stage.
constexpr int kColdStarts = 5, kColdStartsIfWarm = 1;

/// The service times of a stage that one process measured. On a tier of several workers, one
/// process for each worker measured them, all at the same time. Samples come in slices: runs of
/// consecutive inferences that take about half a second.
struct Launch {
  protocol::LoadedStage loaded;
  std::vector<MeasuredTime> service;
  MeasuredTime cpu, wall;  ///< CPU time and wall time of all samples in `service`, in total
  int slices{0};           ///< number of slices whose samples are in `service`
  int disturbed{0};        ///< number of these slices that were disturbed (see add())
  int left_out{0};         ///< number of disturbed slices that were discarded

  /// Adds the samples of a slice, unless the slice is disturbed and is discarded. A slice is
  /// disturbed if other processes used the cores for more than 3 % of its time, if other guests of
  /// the host used them for more than 3 % of its time and 10 ms, or if the measured processes
  /// missed their CPU share (missed_share()). A disturbed slice is discarded if fewer than five
  /// slices, or fewer slices than were added, have been discarded before. Otherwise it is added.
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
  /// median's 95 % confidence interval is at most 2 % of the median. Or there are at least 4,000
  /// samples. Or the samples took at least two minutes in total.
  bool has_enough_samples() const;
  /// Whether more than a tenth of the slices that were added are disturbed (see Launch::add()).
  bool is_disturbed() const;
  /// The fraction of the least number of service times that has been measured, from 0 to 1. The
  /// least number is kLaunches launches, each with 200 samples or with samples that took 20 s.
  double progress() const;
};

/// Makes a profile from a draft, which must have a launch, and samples in each launch. `request`
/// names the stage, the variant and the tier; `key` is the profile's key. The profile is not valid
/// if the CPU share was missed by more than 5 % (missed_share()). It is not stable if it is not
/// valid, if the median is not known within 2 %, or if the draft is disturbed.
StageProfile to_profile(const ProfileDraft& draft, const protocol::LoadRequest& request,
                        const std::string& key);

}  // namespace tiersim
