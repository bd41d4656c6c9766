#pragma once

#include <map>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"
#include "sim/records/profile.h"

namespace tiersim {

/// How long a stage computes and loads, on the simulated clock.
class ServiceModel {
 public:
  virtual ~ServiceModel() = default;
  virtual Duration service_time(std::size_t batch) = 0;  ///< of so many requests together
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

/// What was measured of a stage, by the number of requests that it answered together; 1 is there.
using BatchProfiles = std::map<int, const StageProfile*>;

/// Draws from the samples of profiles, uniformly and with replacement. A batch of a size that was
/// not measured takes what lies between its neighbours' quantiles, linearly in its size. Here, and
/// where LiveCompute is asked, measured time becomes simulated time: nanosecond for nanosecond.
class SampledService final : public ServiceModel {
 public:
  /// The profiles must outlive this and hold samples. Separate streams: a study with cold starts
  /// draws the same service times as one without.
  SampledService(const BatchProfiles& profiles, std::uint64_t seed);
  Duration service_time(std::size_t batch) override;
  Duration load_time() override;

 private:
  struct Batch {
    double size;
    const std::vector<MeasuredTime>* samples;
    std::vector<MeasuredTime> sorted;  ///< only where sizes lie between those measured
  };
  const std::vector<MeasuredTime>& load_;
  std::vector<Batch> batches_;  ///< by size
  RandomStream service_stream_;
  RandomStream load_stream_;
};

}  // namespace tiersim
