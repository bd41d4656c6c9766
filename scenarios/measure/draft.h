#pragma once

#include <string>
#include <vector>

#include "models/protocol/measuring.h"
#include "sim/records/stage_profile.h"

namespace tiersim {

/// The number of processes that measure a profile, one after the other. Each of them takes a part
/// of the samples, because the place of a process in memory can change its times by a few percent
/// (Mytkowicz et al., ASPLOS 2009).
constexpr int kLaunches = 2;

constexpr int kColdStarts = 5;

/// What one process measured of a stage. On a tier of several workers: what so many processes
/// measured at the same time.
struct Launch {
  protocol::LoadedStage loaded;
  std::vector<MeasuredTime> service;
  MeasuredTime cpu, wall;  ///< of all samples
  int slices{0};           ///< slices that were kept
  int disturbed{0};        ///< kept slices that were disturbed
  int left_out{0};         ///< disturbed slices that were measured again

  /// Adds a slice, or leaves it out if it is disturbed: something else had the cores for more than
  /// 3 % of the time, or the CPU share was missed by more than 5 %. If half of the slices have been
  /// left out, disturbed ones are kept.
  void add(const protocol::Samples& slice);

  /// Whether there are 200 samples, or 20 s of samples and at least 20.
  bool is_full() const;
};

/// A profile that is being measured.
struct ProfileDraft {
  std::vector<Launch> launches;
  std::vector<protocol::ColdStart> cold;

  std::vector<MeasuredTime> service() const;
  int full_launches() const;
  /// Whether the warm samples come from enough processes, and either the 95 % confidence interval
  /// of the median lies within 2 % of the median, or there are 4,000 samples, or they took two
  /// minutes.
  bool has_enough_samples() const;
  bool is_complete() const;
  /// Whether something else had the cores during more than a tenth of the slices.
  bool is_disturbed() const;
  /// The share, in [0, 1], of the least number of warm samples that has been measured.
  double progress() const;
};

/// The profile of a stage of a variant on a tier. It is not valid if the CPU share was missed by
/// more than 5 %. It is not stable if the median is not known within 2 %, or if the draft is
/// disturbed.
StageProfile to_profile(const ProfileDraft& draft, const protocol::LoadRequest& request,
                        const std::string& key);

}  // namespace tiersim
