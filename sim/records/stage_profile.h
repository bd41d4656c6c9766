#pragma once

#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "sim/base/measured_time.h"
#include "sim/base/quantity.h"
#include "sim/records/field.h"
#include "sim/records/variant_id.h"

namespace tiersim {

/// The profile of one stage of a variant on one tier: measured service times, load times and
/// memory. A row of the group /profiles of a results file.
struct StageProfile {
  std::string subject;
  std::string operator_name;
  int stage{0};  ///< 0; or 0 and 1 if the model is split
  std::string tier;
  int batch{1};  ///< requests that each measured inference answered together
  /// Hash of what the measurement depends on: variant, tier settings, CPU, LibTorch and kernels.
  /// For an imported profile: hash of its times. For an extrapolated one: hash of the keys of the
  /// measured profiles and of the tier's settings.
  std::string key;
  /// How the CPU share was enforced: "none", "paced", "cgroup-v1", "cgroup-v2" or "closed-loop". If
  /// the measured processes differ in this, their values are joined with ", ". If nothing was
  /// measured for this tier: "imported" or "extrapolated".
  std::string mechanism;
  /// CPU seconds per wall second and core that the study asks for; NaN: unknown.
  double requested_cpu_share{1.0};
  /// The CPU share that the measured inferences had: CPU seconds per wall second and core. NaN:
  /// unknown.
  double achieved_cpu_share{1.0};
  int threads{1};  ///< threads of an inference; -1: unknown
  /// Where the times come from: "measured"; or a text that says from which times they were
  /// calculated; or the name and the lines of the imported file.
  std::string source{"measured"};
  bool extrapolated{false};  ///< true: calculated for a tier larger than the machine
  /// Whether the achieved share is near the requested one: within 5 %, or within 2 microseconds of
  /// CPU time per inference. Always true if one worker may use more than one core, because its CPU
  /// time is not limited then, and for an imported profile.
  bool valid{true};
  /// Whether the median service time can be trusted. The profile must be valid, and the relative
  /// error of the median must be at most 2 % (kStableMedian). At most a tenth of the slices whose
  /// times were kept may be disturbed.
  bool stable{true};
  /// Why the profile is not valid or not stable; empty otherwise. For a measured profile, the text
  /// includes a remedy.
  std::string reason;
  /// Fraction of the disturbed slices of the measurement. A slice is about half a second of
  /// inferences. It is disturbed if other processes or other guests of the host used the cores in
  /// more than 3 % of its time, or if it missed its CPU share. NaN: unknown.
  double disturbed{0};
  /// Median wall time of a warm inference with `threads` threads and without a limit of the CPU
  /// share: the mean over the measured processes. -1 ns: unknown.
  MeasuredTime unthrottled;
  /// Mean CPU time of one warm inference of a batch, all threads together. -1 ns: unknown.
  MeasuredTime cpu_per_inference;
  /// The largest resident memory in any of the measured cold starts. In a cold start a process
  /// loads the stage and computes one inference. -1: unknown.
  Bytes peak_memory;
  /// Wall times of warm inferences under the CPU share. Each entry is the time of one inference,
  /// which answers a whole batch. Successive inferences have different test samples.
  std::vector<MeasuredTime> service;
  /// Times of cold starts, each from the start of the process to the end of its first inference.
  /// The process reads the model, whose file is in the page cache. It runs without a limit of the
  /// CPU share; the wait that the limit would add is calculated from its CPU time.
  std::vector<MeasuredTime> load;
  // The following members are set when a results file is written.
  /// Top-1 accuracy of the variant; NaN: unknown.
  double accuracy{std::numeric_limits<double>::quiet_NaN()};
  std::string tier_settings;  ///< text, such as "edge at 50 % of 1 core, 4 GB"

  VariantId variant() const { return {subject, operator_name}; }
};

/// The columns of /profiles that hold the members of a StageProfile, except the lists of times.
inline constexpr auto kProfileFields = std::make_tuple(
    Field{"subject", "", "model family at one size", &StageProfile::subject},
    Field{"operator", "", "rewrites of the model, left to right", &StageProfile::operator_name},
    Field{"stage", "", "0, or 0 and 1 where the model is split", &StageProfile::stage},
    Field{"tier", "", "tier measured", &StageProfile::tier},
    Field{"batch", "", "requests that each inference answered", &StageProfile::batch},
    Field{"accuracy", "1", "top-1 accuracy on the whole test set", &StageProfile::accuracy},
    Field{"tier_settings", "", "of the tier when it was measured", &StageProfile::tier_settings},
    Field{"requested_cpu_share", "1", "CPU seconds per wall second and core asked for",
          &StageProfile::requested_cpu_share},
    Field{"achieved_cpu_share", "1", "CPU seconds per wall second and core measured",
          &StageProfile::achieved_cpu_share},
    Field{"mechanism", "",
          "how the share was enforced: none, paced, cgroup-v1, cgroup-v2, closed-loop; or "
          "imported, extrapolated",
          &StageProfile::mechanism},
    Field{"threads", "", "threads of the inference", &StageProfile::threads},
    Field{"valid", "",
          "1 where the achieved share is within 5 % of the asked one; of several threads, which "
          "nothing holds back, always",
          &StageProfile::valid},
    Field{"stable", "", "1 where the median is known within 2 %", &StageProfile::stable},
    Field{"reason", "", "why the profile is not valid, or not stable", &StageProfile::reason},
    Field{"disturbed", "1", "part of its slices in which other processes or guests had the cores",
          &StageProfile::disturbed},
    Field{"unthrottled_ns", "ns",
          "median of some warm inferences on as many threads, before the share held",
          &StageProfile::unthrottled},
    Field{"cpu_ns", "ns", "CPU time of all threads for one warm inference, mean",
          &StageProfile::cpu_per_inference},
    Field{"peak_memory_bytes", "byte",
          "largest resident memory of a process that started and answered one request",
          &StageProfile::peak_memory},
    Field{"source", "", "measured, or from what it was calculated, or the file it was brought in",
          &StageProfile::source},
    Field{"extrapolated", "", "1 where it was calculated for a tier larger than the machine",
          &StageProfile::extrapolated},
    Field{"key", "", "variant, tier profile, CPU, LibTorch and kernels it holds for",
          &StageProfile::key});

/// The lists of measured times in a StageProfile. Each list is a column of /profiles/samples, in
/// which the times of all profiles follow one another.
inline constexpr auto kProfileSamples = std::make_tuple(
    Field{"service_ns", "ns", "measured service time, warm", &StageProfile::service},
    Field{"load_ns", "ns",
          "measured time to start the process, read the model and infer once; page cache warm",
          &StageProfile::load});
/// A word for each list of kProfileSamples, in the same order. Two columns of /profiles are named
/// after each word, such as `first_sample` and `sample_count`. They say where the list of a profile
/// begins in /profiles/samples, and how many measured times it holds.
inline constexpr const char* kProfileSampleKinds[] = {"sample", "load"};

}  // namespace tiersim
