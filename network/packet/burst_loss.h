#pragma once

#include <ns3/error-model.h>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// Loses a fraction of packets: each for itself, or in runs.
///
/// Runs follow Gilbert's two states, one that passes every packet and one that loses every one
/// (E. N. Gilbert, Bell System Technical Journal 39, 1960): the losing state is left with
/// probability 1 / burst, so runs are geometric with that mean, and entered so often that the
/// fraction lost is as asked. Runs too short for that fraction are lengthened to the shortest that
/// give it, fraction / (1 - fraction).
class BurstLoss final : public ns3::ErrorModel {
 public:
  static ns3::TypeId GetTypeId();

  /// `burst` of 1 or less: independent losses, whose runs have a mean of 1 / (1 - fraction).
  void set_loss(Fraction fraction, double burst, std::uint64_t seed);

 private:
  bool DoCorrupt(ns3::Ptr<ns3::Packet> packet) override;
  void DoReset() override {}

  double enter_{0};  ///< chance that a packet after one that passed is lost
  double stay_{0};   ///< chance that a packet after one that was lost is lost
  bool losing_{false};
  RandomStream random_{0};
};

}  // namespace tiersim
