#pragma once

#include <cstdint>
#include <vector>

namespace tiersim {

/// What one flow wants of the wires that it passes at the same time (a wire is one direction of a
/// link), and what it gets. Rates in bytes per ns.
struct Claim {
  const std::vector<std::uint32_t>* wires;  ///< wire_number() of each wire on its path
  double most;      ///< highest rate that the flow can use; infinite if only the wires limit it
  double share{0};  ///< the rate that it gets
};

/// Sets the `share` of each claim by max-min fairness: no share can grow unless another share that
/// is not larger shrinks. All shares grow equally until a wire is full or a claim has its `most`.
/// The claims on the full wire, or the claim that has its `most`, then keep their shares, and the
/// others go on growing. Source: Bertsekas & Gallager, Data Networks, 2nd ed., 1992, section 6.5.2.
///
/// `capacities` are the rates of the wires, by wire_number(). On return, they are the rates that
/// are left over.
void fair_shares(std::vector<double>& capacities, std::vector<Claim>& claims);

/// Sets the `share` of each claim, one after the other in the order of the list. Each claim gets as
/// much as it can use of what the claims before it have left over. `capacities` are the rates of
/// the wires, by wire_number(). On return, they are the rates that are left over.
void shares_in_order(std::vector<double>& capacities, std::vector<Claim>& claims);

}  // namespace tiersim
