#pragma once

#include <ns3/tcp-cubic.h>

namespace tiersim {

/// The congestion control CUBIC as Linux implements it. It adds two parts that ns-3.37's CUBIC
/// lacks. The first is the TCP-friendly region, in which CUBIC is never slower than Reno (RFC 8312,
/// section 4.2; bictcp_update() in Linux's tcp_cubic.c). The second is the smaller window after
/// idle time (RFC 2861; tcp_cwnd_restart() in Linux's tcp_output.c). ns-3's HyStart must be off,
/// because it leaves slow start too early.
class LinuxCubic final : public ns3::TcpCubic {
 public:
  static ns3::TypeId GetTypeId();

  void IncreaseWindow(ns3::Ptr<ns3::TcpSocketState> tcb, std::uint32_t segments_acked) override;
  std::uint32_t GetSsThresh(ns3::Ptr<const ns3::TcpSocketState> tcb,
                            std::uint32_t bytes_in_flight) override;
  void PktsAcked(ns3::Ptr<ns3::TcpSocketState> tcb, std::uint32_t segments_acked,
                 const ns3::Time& rtt) override;
  void CwndEvent(ns3::Ptr<ns3::TcpSocketState> tcb,
                 const ns3::TcpSocketState::TcpCAEvent_t event) override;
  ns3::Ptr<ns3::TcpCongestionOps> Fork() override;

 private:
  /// Window that Reno would have now, in segments; 0: not calculated since the last loss.
  double reno_window_{0};
  ns3::Time last_activity_;  ///< when data was last acknowledged
};

}  // namespace tiersim
