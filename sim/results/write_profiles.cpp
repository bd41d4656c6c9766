#include "sim/results/write_profiles.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "sim/base/quantile.h"
#include "sim/results/extents.h"
#include "sim/results/write_fields.h"

namespace tiersim {
namespace {

/// Quantiles of the service times, each with its 95 % confidence interval.
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

void write_samples(Hdf5Writer& file, const std::vector<StageProfile>& rows) {
  file.group("/profiles/samples");
  const char* const* kind = kProfileSampleKinds;
  for_each_field(kProfileSamples, [&](const auto& field) {
    Integers counts, samples;
    for (const StageProfile& row : rows) {
      const std::vector<MeasuredTime>& times = row.*field.member;
      counts.push_back(static_cast<std::int64_t>(times.size()));
      for (const MeasuredTime time : times) samples.push_back(time.ns);
    }
    const std::string place = fmt::format("samples/{}", field.name);
    write_extents(file, "/profiles", *kind++, place, counts);
    file.column("/profiles/" + place, samples, field.unit, field.description);
  });
}

}  // namespace

void write_profiles(Hdf5Writer& file, const Results& results) {
  file.group("/profiles");
  write_fields(file, "/profiles", results.profiles, kProfileFields);
  write_quantiles(file, results.profiles);
  write_samples(file, results.profiles);
}

}  // namespace tiersim
