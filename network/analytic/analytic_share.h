#pragma once

#include <cstdint>
#include <vector>

namespace tiersim {

/// A flow that wants to pass some wires, all of them at the same time, up to a rate of its own.
struct Claim {
  const std::vector<std::uint32_t>* wires;
  double most;      ///< infinite if only the wires limit it
  double share{0};  ///< the rate that it gets
};

/// Max-min fairness: no claim's share can grow unless a share that is not larger shrinks. All
/// shares grow equally until a wire is full or a claim has its `most`. The claims that this limits
/// then stay as they are, and the others go on growing. Source: Bertsekas & Gallager, Data
/// Networks, 2nd ed., 1992, section 6.5.2.
///
/// `capacities` are the rates of the wires. On return they are what is left of them.
void fair_shares(std::vector<double>& capacities, std::vector<Claim>& claims);

/// First come, first served: each claim in turn gets what the claims before it leave.
void shares_in_order(std::vector<double>& capacities, std::vector<Claim>& claims);

}  // namespace tiersim
