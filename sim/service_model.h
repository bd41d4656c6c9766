#pragma once

#include <map>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"
#include "sim/records/stage_profile.h"

namespace tiersim {

/// How long a stage computes and loads, on the simulated clock.
class ServiceModel {
 public:
  virtual ~ServiceModel() = default;
  /// The time that so many requests take together.
  virtual Duration service_time(std::size_t batch) = 0;
  virtual Duration load_time() = 0;
};

/// Computes the requests of one scenario while they are simulated, on real tiers.
class LiveCompute {
 public:
  virtual ~LiveCompute() = default;
  struct Answer {
    Duration service{0};
    int prediction{-1};  ///< from the last stage; -1 if the model does not classify
  };
  /// Runs the model of one stage on one test sample, on its real tier. Returns the measured time
  /// and the predicted class. Call the stages of a sample in order. Throws std::runtime_error if a
  /// tier does not answer.
  virtual Answer compute(std::size_t stage, std::int64_t sample) = 0;
};

/// The profiles of a stage, by the number of requests that it answered together. There is always
/// one for a single request.
using BatchProfiles = std::map<int, const StageProfile*>;

/// Draws from the samples of profiles, uniformly and with replacement. For a batch size that was
/// not measured, it interpolates linearly between the quantiles of the two nearest sizes. A
/// nanosecond of measured time becomes a nanosecond of simulated time here, and in LiveCompute.
class SampledService final : public ServiceModel {
 public:
  /// The profiles must hold samples and must outlive this object. Load times have a random stream
  /// of their own, so that a study with cold starts draws the same service times as one without.
  SampledService(const BatchProfiles& profiles, std::uint64_t seed);
  Duration service_time(std::size_t batch) override;
  Duration load_time() override;

 private:
  struct Batch {
    double size;
    const std::vector<MeasuredTime>* samples;
    std::vector<MeasuredTime> sorted;  ///< filled only if there are several measured sizes
  };
  const std::vector<MeasuredTime>& load_;
  std::vector<Batch> batches_;  ///< by size
  RandomStream service_stream_;
  RandomStream load_stream_;
};

}  // namespace tiersim
