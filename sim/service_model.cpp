#include "sim/service_model.h"

#include <algorithm>
#include <cmath>

namespace tiersim {
namespace {

Duration draw(const std::vector<MeasuredTime>& samples, RandomStream& stream) {
  return Duration(samples[stream.index(samples.size())].ns);
}

/// The quantile at `part`, in [0, 1), of sorted samples.
double at_quantile(const std::vector<MeasuredTime>& sorted, double part) {
  return static_cast<double>(
      sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size()))].ns);
}

}  // namespace

SampledService::SampledService(const BatchProfiles& profiles, std::uint64_t seed)
    : load_(profiles.at(1)->load),
      service_stream_(derive_seed(seed, "service")),
      load_stream_(derive_seed(seed, "load")) {
  for (const auto& [size, profile] : profiles) {
    Batch batch{static_cast<double>(size), &profile->service, {}};
    if (profiles.size() > 1) {
      batch.sorted = profile->service;
      std::sort(batch.sorted.begin(), batch.sorted.end());
    }
    batches_.push_back(std::move(batch));
  }
}

Duration SampledService::service_time(std::size_t batch) {
  const auto size = static_cast<double>(batch);
  const auto above = std::find_if(batches_.begin(), batches_.end() - 1,
                                  [&](const Batch& b) { return b.size >= size; });
  if (above->size == size) return draw(*above->samples, service_stream_);
  constexpr std::size_t kParts = std::size_t{1} << 53;
  const double part =
      static_cast<double>(service_stream_.index(kParts)) / static_cast<double>(kParts);
  const auto below = above - 1;
  const double low = at_quantile(below->sorted, part), high = at_quantile(above->sorted, part);
  return Duration(
      std::llround(low + (high - low) * (size - below->size) / (above->size - below->size)));
}

Duration SampledService::load_time() { return draw(load_, load_stream_); }

}  // namespace tiersim
