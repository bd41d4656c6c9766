#pragma once

namespace tiersim {

/// How messages travel.
struct Transport {
  enum class Protocol { tcp, udp };
  /// As Linux has them. ns-3's BBR and others are left out because they behave differently.
  enum class CongestionControl { cubic, linux_reno, newreno };

  Protocol protocol{Protocol::tcp};
  CongestionControl congestion_control{CongestionControl::cubic};
};

}  // namespace tiersim
