#pragma once

#include <ns3/error-model.h>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// An ns-3 error model that loses a given fraction of packets, either independently or in runs.
///
/// Runs follow Gilbert's model with two states (E. N. Gilbert, Bell System Technical Journal 39,
/// 1960): one state passes every packet, the other loses every packet. The model leaves the losing
/// state with probability 1 / burst, so that the lengths of runs are geometric with the mean
/// `burst`. The probability of entering it follows from the fraction. If runs of this mean are too
/// short for the fraction, the mean is fraction / (1 - fraction), the shortest that is long enough.
class BurstLoss final : public ns3::ErrorModel {
 public:
  static ns3::TypeId GetTypeId();

  /// Sets the fraction of packets that are lost, the mean number `burst` of packets lost in a row,
  /// and the seed. With a `burst` of 1 or less, losses are independent; their runs then have a mean
  /// of 1 / (1 - fraction).
  void set_loss(Fraction fraction, double burst, std::uint64_t seed);

 private:
  bool DoCorrupt(ns3::Ptr<ns3::Packet> packet) override;
  void DoReset() override {}

  double enter_{0};  ///< probability that a packet is lost if the one before was passed
  double stay_{0};   ///< probability that a packet is lost if the one before was lost
  bool losing_{false};
  RandomStream random_{0};
};

}  // namespace tiersim
