#pragma once

#include <ns3/tcp-cubic.h>

namespace tiersim {

/// CUBIC as Linux has it, with two parts that ns-3.37's CUBIC lacks: the TCP-friendly region, which
/// is never slower than Reno (RFC 8312, section 4.2; bictcp_update() in Linux's tcp_cubic.c), and
/// the restart of the window after idle time (RFC 2861; tcp_cwnd_restart() in Linux's
/// tcp_output.c). HyStart must be off, because ns-3's leaves slow start too early.
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
  double reno_window_{0};  ///< segments in the window that Reno would have now; 0 outside an epoch
  ns3::Time last_activity_;  ///< when data was last acknowledged
};

}  // namespace tiersim
