#include "sim/service_model.h"

namespace tiersim {
namespace {

Duration draw(const std::vector<MeasuredTime>& samples, RandomStream& stream) {
  return Duration(samples[stream.index(samples.size())].ns);
}

}  // namespace

SampledService::SampledService(const StageProfile& profile, std::uint64_t seed)
    : profile_(profile),
      service_stream_(derive_seed(seed, "service")),
      load_stream_(derive_seed(seed, "load")) {}

Duration SampledService::service_time() { return draw(profile_.service, service_stream_); }
Duration SampledService::load_time() { return draw(profile_.load, load_stream_); }

}  // namespace tiersim
