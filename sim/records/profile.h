#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/measured_time.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// A place that computes, as a study describes it.
struct TierSettings {
  std::string name;  ///< "mobile", "edge" or "cloud"
  int cores{1};
  Fraction cpu_share{1.0};      ///< CPU seconds per wall second and core, (0, 1]
  Bytes memory{4'000'000'000};  ///< address space of the process that computes
  int workers{1};               ///< each computes by itself, at the same time as the others
  int batch{1};                 ///< requests that a worker computes together
  std::optional<Watts> power;   ///< of one core while it computes, as stated
};

/// In joules: CPU time times the power that is stated of a busy core; NaN where one is unknown.
inline double energy_of(MeasuredTime cpu, const TierSettings& tier) {
  return tier.power && cpu.ns >= 0 ? static_cast<double>(cpu.ns) / 1e9 * tier.power->value
                                   : std::numeric_limits<double>::quiet_NaN();
}

/// What computes one layer: "onednn int8", "onednn float32".
struct LayerKernel {
  std::string layer;
  std::string backend;
};

/// A place where a model can be cut in two, and what that costs.
struct CutRecord {
  std::string layer;            ///< the cut comes after it
  Bytes bytes;                  ///< what one request then sends on
  std::int64_t macs_before{0};  ///< multiply-accumulates of one request, by then
  std::int64_t macs_after{0};   ///< and from then on
  MeasuredTime before, after;   ///< of one request on one unthrottled core
};

/// A subject after its operators, as prepared: what it knows and what it sends on.
struct VariantRecord {
  std::string subject;
  std::string operator_name;  ///< operators joined with '+', as studies spell them
  std::string key;            ///< names its content: equal keys, equal bytes
  std::string path;           ///< of the prepared model; empty where none is kept
  double accuracy{std::numeric_limits<double>::quiet_NaN()};  ///< top-1 on the whole test set
  double macro_f1{std::numeric_limits<double>::quiet_NaN()};
  std::int64_t parameters{0};        ///< numbers learnt
  std::int64_t model_bytes{0};       ///< in memory: of all parameters as computed with
  std::int64_t file_bytes{0};        ///< on disk
  std::int64_t macs{0};              ///< multiply-accumulates of one request; 0: unknown
  double prepare_seconds{0};         ///< to load, rewrite, train and evaluate; as it was when made
  std::string note;                  ///< what to know of it, e.g. that its weights are random
  std::vector<LayerKernel> kernels;  ///< of each layer with weights
  Bytes input;                       ///< tensor that a typical request carries to the first stage
  std::int64_t input_values{0};      ///< numbers in that tensor
  std::vector<int> sample_bytes;     ///< of each test sample as the data set keeps it
  std::vector<Bytes> stage_output;   ///< what each stage sends on
  std::vector<int> predictions;      ///< class per test sample
  std::vector<int> labels;           ///< the right class per test sample
};

/// What was measured of one stage of a variant on one tier.
struct StageProfile {
  std::string subject;
  std::string operator_name;
  int stage{0};
  std::string tier;
  int batch{1};           ///< requests that each of its inferences answered
  std::string key;        ///< variant, tier profile, CPU, LibTorch and kernels it holds for
  std::string mechanism;  ///< "none", "paced", "cgroup-v1", "cgroup-v2", "closed-loop"; or
                          ///< "imported", "extrapolated"
  double requested_cpu_share{1.0};
  double achieved_cpu_share{1.0};
  int threads{1};
  std::string source{"measured"};  ///< or from what it was calculated, or whence it was brought
  bool extrapolated{false};
  bool valid{true};
  bool stable{true};         ///< whether the median is known within 2 %
  std::string reason;        ///< why it is not valid, or not stable; what would help
  double disturbed{0};       ///< part of its slices in which something else had the cores
  MeasuredTime unthrottled;  ///< median of some inferences on as many threads, held by nothing
  MeasuredTime cpu_per_inference;     ///< CPU time of all threads, mean
  Bytes peak_memory;                  ///< resident, of a process that has started and answered once
  std::vector<MeasuredTime> service;  ///< warm, of a batch each, every one on other test samples
  std::vector<MeasuredTime> load;     ///< start of the process, reading the model and the first
                                      ///< inference, page cache warm
};

}  // namespace tiersim
