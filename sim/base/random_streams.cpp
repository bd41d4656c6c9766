#include "sim/base/random_streams.h"

#include <boost/random/uniform_int_distribution.hpp>

namespace tiersim {

namespace {

std::uint64_t finalize(std::uint64_t hash) {
  hash ^= hash >> 30;
  hash *= 0xbf58476d1ce4e5b9ULL;
  hash ^= hash >> 27;
  hash *= 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

}  // namespace

std::uint64_t derive_seed(std::uint64_t parent, std::string_view name) {
  // The bits of the parent are mixed first, because parents like 1 and 2 differ in the same bits as
  // names do.
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ finalize(parent + 0x9e3779b97f4a7c15ULL);
  for (const char c : name) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return finalize(hash);
}

std::size_t RandomStream::index(std::size_t count) {
  return boost::random::uniform_int_distribution<std::size_t>(0, count - 1)(engine_);
}

}  // namespace tiersim
