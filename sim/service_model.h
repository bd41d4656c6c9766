#pragma once

#include "sim/profile.h"
#include "sim/quantity.h"
#include "sim/random_streams.h"

namespace tiersim {

/// How long a stage computes and loads, on the simulated clock.
class ServiceModel {
 public:
  virtual ~ServiceModel() = default;
  virtual Duration service_time() = 0;
  virtual Duration load_time() = 0;
};

/// Draws from the samples of a profile, uniformly and with replacement. This is the one place where
/// measured time becomes simulated time: nanosecond for nanosecond.
class SampledService final : public ServiceModel {
 public:
  /// `profile` must outlive this and hold samples. Separate streams: a study with cold starts draws
  /// the same service times as one without.
  SampledService(const StageProfile& profile, std::uint64_t seed);
  Duration service_time() override;
  Duration load_time() override;

 private:
  const StageProfile& profile_;
  RandomStream service_stream_;
  RandomStream load_stream_;
};

}  // namespace tiersim
