#include "network/analytic/analytic_share.h"

#include <algorithm>
#include <limits>

namespace tiersim {
namespace {

// Bytes per ns, 8 bit/s: a rest of a wire that is only a rounding error.
constexpr double kNothing = 1e-9;

}  // namespace

void fair_shares(std::vector<double>& capacities, std::vector<Claim>& claims) {
  constexpr double kSlack = 1 + 1e-12;
  std::vector<std::uint32_t> growing(capacities.size(), 0);  // claims on each wire
  std::vector<Claim*> left;
  left.reserve(claims.size());
  for (Claim& claim : claims) {
    left.push_back(&claim);
    for (const std::uint32_t wire : *claim.wires) ++growing[wire];
  }
  while (!left.empty()) {
    double level = std::numeric_limits<double>::infinity();
    for (const Claim* claim : left) {
      level = std::min(level, claim->most);
      for (const std::uint32_t wire : *claim->wires)
        level = std::min(level, std::max(0.0, capacities[wire]) / growing[wire]);
    }
    // All are chosen before any is settled, because settling one changes what is left for the
    // others.
    const auto held = [&](const Claim* claim) {
      return claim->most <= level * kSlack ||
             std::any_of(claim->wires->begin(), claim->wires->end(), [&](std::uint32_t wire) {
               return capacities[wire] <= level * growing[wire] * kSlack;
             });
    };
    const auto settled = std::stable_partition(left.begin(), left.end(),
                                               [&](const Claim* claim) { return !held(claim); });
    for (auto claim = settled; claim != left.end(); ++claim) {
      (*claim)->share = level;
      for (const std::uint32_t wire : *(*claim)->wires) {
        capacities[wire] -= level;
        --growing[wire];
      }
    }
    if (settled == left.end()) {  // nothing limits them
      for (Claim* claim : left) claim->share = level;
      return;
    }
    left.erase(settled, left.end());
  }
}

void shares_in_order(std::vector<double>& capacities, std::vector<Claim>& claims) {
  for (Claim& claim : claims) {
    claim.share = claim.most;
    for (const std::uint32_t wire : *claim.wires)
      claim.share = std::min(claim.share, capacities[wire]);
    if (claim.share < kNothing) claim.share = 0;
    for (const std::uint32_t wire : *claim.wires) capacities[wire] -= claim.share;
  }
}

}  // namespace tiersim
