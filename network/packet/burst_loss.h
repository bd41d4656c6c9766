#pragma once

#include <ns3/error-model.h>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// Loses a fraction of packets, independently or in runs.
///
/// Runs follow Gilbert's model with two states (E. N. Gilbert, Bell System Technical Journal 39,
/// 1960): one passes every packet, the other loses every packet. The losing state is left with
/// probability 1 / burst, so that runs are geometric with mean `burst`. It is entered so often that
/// the fraction is lost. If runs of that mean are too short for the fraction, the mean is
/// fraction / (1 - fraction), the shortest that is long enough.
class BurstLoss final : public ns3::ErrorModel {
 public:
  static ns3::TypeId GetTypeId();

  /// With a `burst` of 1 or less, losses are independent. Their runs have a mean of
  /// 1 / (1 - fraction).
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
