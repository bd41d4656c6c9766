#include "scenarios/run/trust/profile_interval.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <limits>

namespace tiersim {
namespace {

constexpr double kOutside = 0.025;  // probability outside the interval, on each side

/// The number of samples, counted from the smallest, of which the largest is the lower end of the
/// interval; 0 if there is no such sample. The upper end is as far from the largest sample, because
/// the binomial distribution of a median is symmetric.
std::ptrdiff_t lower_rank(std::size_t count) {
  const boost::math::binomial_distribution<> below(static_cast<double>(count), 0.5);
  std::size_t least = 0, most = count;  // P(below < rank) grows with the rank
  while (least < most) {
    const std::size_t rank = least + (most - least + 1) / 2;
    if (boost::math::cdf(below, static_cast<double>(rank - 1)) <= kOutside)
      least = rank;
    else
      most = rank - 1;
  }
  return static_cast<std::ptrdiff_t>(least);
}

ProfileEvidence evidence_of(const StageProfile& profile) {
  ProfileEvidence evidence;
  evidence.tier = profile.tier;
  evidence.samples = static_cast<std::int64_t>(profile.service.size());
  evidence.interval = median_interval(profile.service);
  evidence.stable = profile.stable;
  evidence.imported = profile.mechanism == "imported";
  evidence.extrapolated = profile.extrapolated;
  return evidence;
}

}  // namespace

double median_interval(std::vector<MeasuredTime> samples) {
  const auto count = static_cast<std::ptrdiff_t>(samples.size());
  const std::ptrdiff_t rank = lower_rank(samples.size());
  if (rank == 0) return std::numeric_limits<double>::infinity();
  const auto at = [&](std::ptrdiff_t place) {
    std::nth_element(samples.begin(), samples.begin() + place, samples.end());
    return static_cast<double>(samples[static_cast<std::size_t>(place)].ns);
  };
  return (at(count - rank) - at(rank - 1)) / 2 / at((count + 1) / 2 - 1);
}

std::vector<ProfileEvidence> profile_evidence(const Scenario& scenario) {
  std::vector<ProfileEvidence> all;
  if (scenario.live) return all;
  for (const BatchProfiles& batches : scenario.profiles) {
    ProfileEvidence worst;
    for (const auto& [batch, profile] : batches) {
      ProfileEvidence evidence = evidence_of(*profile);
      if (worst.tier.empty() || evidence.interval > worst.interval) worst = std::move(evidence);
    }
    all.push_back(std::move(worst));
  }
  return all;
}

}  // namespace tiersim
