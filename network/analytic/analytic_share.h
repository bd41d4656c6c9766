#pragma once

#include <cstdint>
#include <vector>

namespace tiersim {

/// Bytes that want to pass some wires, all of them at once, at no more than a rate of their own.
struct Claim {
  const std::vector<std::uint32_t>* wires;
  double most;      ///< infinite where nothing but the wires limits it
  double share{0};  ///< what it gets
};

/// Max-min fairness: no claim's share can grow but at the cost of one that is not larger. All
/// shares grow alike until a wire is full or a claim has its most; those it holds back stay there.
/// Source: Bertsekas & Gallager, Data Networks, 2nd ed., 1992, section 6.5.2.
///
/// `capacities` are those of the wires; they are left as what remains of them.
void fair_shares(std::vector<double>& capacities, std::vector<Claim>& claims);

/// First come, first served: each claim in turn gets what those before it leave of its wires.
void shares_in_order(std::vector<double>& capacities, std::vector<Claim>& claims);

}  // namespace tiersim
