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

/// What was measured of one stage of a variant on one tier. A row of /profiles.
struct StageProfile {
  std::string subject;
  std::string operator_name;
  int stage{0};
  std::string tier;
  int batch{1};           ///< requests that each of its inferences answered
  std::string key;        ///< hash of the variant, tier settings, CPU, LibTorch and kernels
  std::string mechanism;  ///< "none", "paced", "cgroup-v1", "cgroup-v2", "closed-loop"; or
                          ///< "imported", "extrapolated"
  double requested_cpu_share{1.0};
  double achieved_cpu_share{1.0};
  int threads{1};
  std::string source{"measured"};  ///< or the profiles it was calculated from, or the imported file
  bool extrapolated{false};
  bool valid{true};
  bool stable{true};         ///< whether the median is known within 2 %
  std::string reason;        ///< why it is not valid or not stable, and a remedy
  double disturbed{0};       ///< part of its slices in which another process had the cores
  MeasuredTime unthrottled;  ///< median of some inferences on as many threads, without a limit
  MeasuredTime cpu_per_inference;     ///< CPU time of all threads, mean
  Bytes peak_memory;                  ///< resident, of a process that started and answered once
  std::vector<MeasuredTime> service;  ///< warm, of one batch each, each on other test samples
  std::vector<MeasuredTime> load;     ///< start of the process, reading the model and the first
                                      ///< inference, page cache warm
  // Known when a results file is written.
  double accuracy{std::numeric_limits<double>::quiet_NaN()};  ///< of the variant
  std::string tier_settings;                                  ///< "edge at 50 % of 1 core, 4 GiB"

  VariantId variant() const { return {subject, operator_name}; }
};

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

/// The lists of measured times; columns of /profiles/samples.
inline constexpr auto kProfileSamples = std::make_tuple(
    Field{"service_ns", "ns", "measured service time, warm", &StageProfile::service},
    Field{"load_ns", "ns",
          "measured time to start the process, read the model and infer once; page cache warm",
          &StageProfile::load});
/// What /profiles calls an element of each list: first_sample, sample_count; first_load,
/// load_count.
inline constexpr const char* kProfileSampleKinds[] = {"sample", "load"};

}  // namespace tiersim
