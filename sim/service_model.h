#pragma once

#include <map>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"
#include "sim/records/stage_profile.h"

namespace tiersim {

/// Interface: how long one stage computes and loads, in simulated time. A call may draw a random
/// time, so two calls may give different times.
class ServiceModel {
 public:
  virtual ~ServiceModel() = default;
  /// Returns the time in which one worker computes `batch` requests together, without loading.
  virtual Duration service_time(std::size_t batch) = 0;
  /// Returns the time in which one worker loads the stage at a cold start.
  virtual Duration load_time() = 0;
};

/// Interface: computes the requests of a scenario with the real model on real tiers while the
/// scenario is simulated.
class LiveCompute {
 public:
  virtual ~LiveCompute() = default;
  /// The result of computing one stage on one sample.
  struct Answer {
    Duration service{0};  ///< measured service time, taken as simulated time
    int prediction{-1};   ///< class that the model answered; -1 if the stage is not the last one
  };
  /// Runs one stage of the model on its real tier, for the test sample with the number `sample`.
  /// Returns the measured time and the predicted class. The stages of a sample must be called in
  /// order, and no other sample between them. Throws std::runtime_error if a tier does not answer.
  virtual Answer compute(std::size_t stage, std::int64_t sample) = 0;
};

/// The profiles of one stage on one tier, by batch size (the number of requests that an inference
/// answers together). There is always one of batch size 1. The profiles are not owned.
using BatchProfiles = std::map<int, const StageProfile*>;

/// Draws service times and load times from the samples of measured profiles, uniformly and with
/// replacement. For a batch size between two measured sizes, it interpolates linearly between the
/// quantiles of these two. A batch must not be larger than the largest measured size. One
/// nanosecond of measured time becomes one nanosecond of simulated time.
class SampledService final : public ServiceModel {
 public:
  /// Creates a model that draws from `profiles`, which must hold samples and must outlive this
  /// object. `seed` decides the draws. Load times have a random stream of their own, so that a
  /// study with cold starts draws the same service times as one without. They come from the profile
  /// of batch size 1.
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
  std::vector<Batch> batches_;  ///< one for each measured size, in ascending order
  RandomStream service_stream_;
  RandomStream load_stream_;
};

}  // namespace tiersim
