#include "network/packet/burst_loss.h"

#include <algorithm>
#include <boost/random/uniform_01.hpp>

namespace tiersim {

ns3::TypeId BurstLoss::GetTypeId() {
  static ns3::TypeId id = ns3::TypeId("tiersim::BurstLoss")
                              .SetParent<ns3::ErrorModel>()
                              .SetGroupName("Network")
                              .AddConstructor<BurstLoss>();
  return id;
}

void BurstLoss::set_loss(Fraction fraction, double burst, std::uint64_t seed) {
  random_ = RandomStream(seed);
  const double lost = std::clamp(fraction.value, 0.0, 1.0);
  if (burst <= 1 || lost == 0 || lost == 1) {
    enter_ = stay_ = lost;
  } else {
    const double length = std::max(burst, lost / (1 - lost));
    stay_ = 1 - 1 / length;
    enter_ = lost / (1 - lost) / length;
  }
  // The first state is drawn as if packets had passed before.
  losing_ = boost::random::uniform_01<double>()(random_.engine()) < lost;
}

bool BurstLoss::DoCorrupt(ns3::Ptr<ns3::Packet>) {
  losing_ = boost::random::uniform_01<double>()(random_.engine()) < (losing_ ? stay_ : enter_);
  return losing_;
}

}  // namespace tiersim
