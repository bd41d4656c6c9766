#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <string_view>

namespace tiersim {

/// Derives a seed from a parent seed and a name. Equal arguments give the same seed on every
/// machine; another name or parent gives another, unrelated seed. Source: FNV-1a over the name,
/// then the finalizer of SplitMix64 (Steele et al., OOPSLA 2014).
std::uint64_t derive_seed(std::uint64_t parent, std::string_view name);

/// A stream of random numbers. Equal seeds give equal draws on every machine, because Boost.Random
/// fixes the algorithms of its distributions. The standard library does not.
class RandomStream {
 public:
  explicit RandomStream(std::uint64_t seed) : engine_(seed) {}

  /// Draws the next random integer, uniform in [0, count). `count` must be above 0.
  std::size_t index(std::size_t count);

  /// The random number generator itself, for the distributions of Boost.Random.
  boost::random::mt19937_64& engine() { return engine_; }

 private:
  boost::random::mt19937_64 engine_;
};

}  // namespace tiersim
