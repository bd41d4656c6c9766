#include "sim/results/write_profiles.h"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "sim/base/quantile.h"
#include "sim/base/quantity.h"
#include "sim/results/columns.h"

namespace tiersim {
namespace {

/// Of the service times, each with its 95 % confidence interval.
void write_quantiles(Hdf5Writer& file, const std::vector<StageProfile>& rows) {
  for (const auto& [name, quantile] : {std::pair{"median", 0.5}, {"p95", 0.95}, {"p99", 0.99}}) {
    Integers value, low, high;
    const auto bound = [](const std::optional<MeasuredTime>& time) { return time ? time->ns : -1; };
    for (const StageProfile& row : rows) {
      const QuantileEstimate estimate = estimate_quantile(row.service, quantile);
      value.push_back(estimate.value.ns);
      low.push_back(bound(estimate.low));
      high.push_back(bound(estimate.high));
    }
    const std::string column = fmt::format("/profiles/{}", name);
    file.column(column + "_ns", value, "ns", "of the warm service times");
    file.column(column + "_low_ns", low, "ns", "95 % confidence interval; -1 where unbounded");
    file.column(column + "_high_ns", high, "ns", "95 % confidence interval; -1 where unbounded");
  }
}

}  // namespace

void write_profiles(Hdf5Writer& file, const Results& results) {
  using Row = StageProfile;
  const std::vector<StageProfile>& rows = results.profiles;
  file.group("/profiles");
  file.column("/profiles/subject", collect<Texts>(rows, [](const Row& r) { return r.subject; }),
              "model family at one size");
  file.column("/profiles/operator",
              collect<Texts>(rows, [](const Row& r) { return r.operator_name; }),
              "rewrites of the model, left to right");
  file.column("/profiles/stage", collect<Integers>(rows, [](const Row& r) { return r.stage; }), "",
              "0, or 0 and 1 where the model is split");
  file.column("/profiles/tier", collect<Texts>(rows, [](const Row& r) { return r.tier; }),
              "tier measured");
  file.column("/profiles/batch", collect<Integers>(rows, [](const Row& r) { return r.batch; }), "",
              "requests that each inference answered");
  file.column("/profiles/accuracy",
              collect<Numbers>(rows,
                               [&](const Row& r) {
                                 const auto found =
                                     results.variants.find(r.subject + " " + r.operator_name);
                                 return found == results.variants.end()
                                            ? std::numeric_limits<double>::quiet_NaN()
                                            : found->second.accuracy;
                               }),
              "1", "top-1 accuracy on the whole test set");
  Texts settings = results.settings;
  settings.resize(rows.size());
  file.column("/profiles/tier_settings", settings, "of the tier when it was measured");
  file.column("/profiles/requested_cpu_share",
              collect<Numbers>(rows, [](const Row& r) { return r.requested_cpu_share; }), "1",
              "CPU seconds per wall second and core asked for");
  file.column("/profiles/achieved_cpu_share",
              collect<Numbers>(rows, [](const Row& r) { return r.achieved_cpu_share; }), "1",
              "CPU seconds per wall second and core measured");
  file.column("/profiles/mechanism", collect<Texts>(rows, [](const Row& r) { return r.mechanism; }),
              "how the share was enforced: none, paced, cgroup-v1, cgroup-v2, closed-loop; or "
              "imported, extrapolated");
  file.column("/profiles/threads", collect<Integers>(rows, [](const Row& r) { return r.threads; }),
              "", "threads of the inference");
  file.column("/profiles/valid",
              collect<Integers>(rows, [](const Row& r) { return r.valid ? 1 : 0; }), "",
              "1 where the achieved share is within 5 % of the asked one; of several threads, "
              "which nothing "
              "holds back, always");
  file.column("/profiles/stable",
              collect<Integers>(rows, [](const Row& r) { return r.stable ? 1 : 0; }), "",
              "1 where the median is known within 2 %");
  write_quantiles(file, rows);
  file.column("/profiles/reason", collect<Texts>(rows, [](const Row& r) { return r.reason; }),
              "why the profile is not valid, or not stable");
  file.column("/profiles/disturbed",
              collect<Numbers>(rows, [](const Row& r) { return r.disturbed; }), "1",
              "part of its slices in which other processes or guests had the cores");
  file.column("/profiles/unthrottled_ns",
              collect<Integers>(rows, [](const Row& r) { return r.unthrottled.ns; }), "ns",
              "median of some warm inferences on as many threads, before the share held");
  file.column("/profiles/cpu_ns",
              collect<Integers>(rows, [](const Row& r) { return r.cpu_per_inference.ns; }), "ns",
              "CPU time of all threads for one warm inference, mean");
  file.column("/profiles/peak_memory_bytes",
              collect<Integers>(rows, [](const Row& r) { return r.peak_memory.value; }), "byte",
              "largest resident memory of a process that started and answered one request");
  file.column("/profiles/source", collect<Texts>(rows, [](const Row& r) { return r.source; }),
              "measured, or from what it was calculated, or the file it was brought in");
  file.column("/profiles/extrapolated",
              collect<Integers>(rows, [](const Row& r) { return r.extrapolated ? 1 : 0; }), "",
              "1 where it was calculated for a tier larger than the machine");
  file.column("/profiles/key", collect<Texts>(rows, [](const Row& r) { return r.key; }),
              "variant, tier profile, CPU, LibTorch and kernels it holds for");
  file.group("/profiles/samples");
  for (const bool service : {true, false}) {
    Integers first, count, samples;
    for (const StageProfile& row : rows) {
      const std::vector<MeasuredTime>& times = service ? row.service : row.load;
      first.push_back(static_cast<std::int64_t>(samples.size()));
      count.push_back(static_cast<std::int64_t>(times.size()));
      for (const MeasuredTime time : times) samples.push_back(time.ns);
    }
    file.column(service ? "/profiles/first_sample" : "/profiles/first_load", first, "",
                service ? "row of samples/service_ns" : "row of samples/load_ns");
    file.column(service ? "/profiles/sample_count" : "/profiles/load_count", count, "",
                "rows of it");
    file.column(
        service ? "/profiles/samples/service_ns" : "/profiles/samples/load_ns", samples, "ns",
        service
            ? "measured service time, warm"
            : "measured time to start the process, read the model and infer once; page cache warm");
  }
}

}  // namespace tiersim
