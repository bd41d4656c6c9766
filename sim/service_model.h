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

/// Computes the requests of one scenario while they are simulated, on real tiers.
class LiveCompute {
 public:
  virtual ~LiveCompute() = default;
  struct Answer {
    Duration service{0};
    int prediction{-1};  ///< of the last stage, where the model classifies
  };
  /// Stage after stage for one test sample. Throws std::runtime_error.
  virtual Answer compute(std::size_t stage, std::int64_t sample) = 0;
};

/// Draws from the samples of a profile, uniformly and with replacement. Here, and where LiveCompute
/// is asked, measured time becomes simulated time: nanosecond for nanosecond.
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
