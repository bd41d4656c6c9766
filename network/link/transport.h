#pragma once

namespace tiersim {

/// The transport protocol that carries all messages of a scenario.
struct Transport {
  enum class Protocol { tcp, udp };
  /// The congestion control of TCP: CUBIC as in Linux (LinuxCubic), ns-3's TcpLinuxReno, or ns-3's
  /// TcpNewReno. ns-3's BBR and others are missing because they behave differently from Linux.
  enum class CongestionControl { cubic, linux_reno, newreno };

  Protocol protocol{Protocol::tcp};
  CongestionControl congestion_control{CongestionControl::cubic};
};

}  // namespace tiersim
