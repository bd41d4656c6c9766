#pragma once

#include <string>
#include <vector>

#include "models/protocol/measuring.h"
#include "sim/records/profile.h"

namespace tiersim {

/// Processes that measure a profile, one after the other, each its part of the samples: where a
/// process happens to lie in memory can cost a few percent (Mytkowicz et al., ASPLOS 2009).
constexpr int kLaunches = 2;

constexpr int kColdStarts = 5;

/// What one process measured of a stage, or, on a tier of several workers, as many at once.
struct Launch {
  protocol::LoadedStage loaded;
  std::vector<MeasuredTime> service;
  MeasuredTime cpu, wall;  ///< of all samples
  int slices{0};           ///< that the samples came in
  int disturbed{0};        ///< of them, in which something else had the cores
  int left_out{0};         ///< slices that were measured again for that

  /// Adds a slice, or leaves it out: where something else had the cores for more than 3 % of the
  /// time, or the CPU share was missed by more than 5 %; unless that is so half of the time.
  void add(const protocol::Samples& slice);

  /// 200 samples, or 20 s of them and at least 20.
  bool is_full() const;
};

/// A profile on its way.
struct ProfileDraft {
  std::vector<Launch> launches;
  std::vector<protocol::ColdStart> cold;

  std::vector<MeasuredTime> service() const;
  int full_launches() const;
  /// Warm samples: from enough processes, and either the 95 % confidence interval of the median
  /// lies within 2 % of it or 4,000 samples or two minutes are spent on it.
  bool has_enough_samples() const;
  bool is_complete() const;
  /// Whether something else had the cores during more than a tenth of the slices.
  bool is_disturbed() const;
  /// How much of the least that has to be measured is there, [0, 1].
  double progress() const;
};

/// What a draft says of `stage` of a variant on a tier. Not valid where the CPU share was missed by
/// more than 5 %; not stable where the median is not known within 2 %, or it is disturbed.
StageProfile to_profile(const ProfileDraft& draft, const protocol::LoadRequest& request,
                        const std::string& key);

}  // namespace tiersim
