#include "network/packet/linux_cubic.h"

#include <ns3/simulator.h>

#include <algorithm>

namespace tiersim {
namespace {

constexpr double kBeta = 0.7;  // what a loss leaves of the window, CUBIC's default
// Growth in segments per window, with which a Reno with this beta is as fast as Reno with 0.5.
constexpr double kRenoSlope = 3 * (1 - kBeta) / (1 + kBeta);
const ns3::Time kMinRto = ns3::MilliSeconds(200);

}  // namespace

ns3::TypeId LinuxCubic::GetTypeId() {
  static ns3::TypeId id = ns3::TypeId("tiersim::LinuxCubic")
                              .SetParent<ns3::TcpCubic>()
                              .SetGroupName("Internet")
                              .AddConstructor<LinuxCubic>();
  return id;
}

ns3::Ptr<ns3::TcpCongestionOps> LinuxCubic::Fork() { return ns3::CopyObject<LinuxCubic>(this); }

void LinuxCubic::IncreaseWindow(ns3::Ptr<ns3::TcpSocketState> tcb, std::uint32_t segments_acked) {
  const bool avoiding = tcb->m_cWnd >= tcb->m_ssThresh;
  const double acked_share = static_cast<double>(segments_acked) * tcb->m_segmentSize / tcb->m_cWnd;
  TcpCubic::IncreaseWindow(tcb, segments_acked);
  if (!avoiding) return;
  if (reno_window_ == 0) reno_window_ = static_cast<double>(tcb->GetCwndInSegments());
  reno_window_ += kRenoSlope * acked_share;
  if (reno_window_ > tcb->GetCwndInSegments() + 1.0) {
    tcb->m_cWnd = static_cast<std::uint32_t>(reno_window_) * tcb->m_segmentSize;
  }
}

std::uint32_t LinuxCubic::GetSsThresh(ns3::Ptr<const ns3::TcpSocketState> tcb,
                                      std::uint32_t bytes_in_flight) {
  reno_window_ = 0;  // a loss begins a new epoch
  return TcpCubic::GetSsThresh(tcb, bytes_in_flight);
}

void LinuxCubic::PktsAcked(ns3::Ptr<ns3::TcpSocketState> tcb, std::uint32_t segments_acked,
                           const ns3::Time& rtt) {
  last_activity_ = ns3::Simulator::Now();
  TcpCubic::PktsAcked(tcb, segments_acked, rtt);
}

void LinuxCubic::CwndEvent(ns3::Ptr<ns3::TcpSocketState> tcb,
                           const ns3::TcpSocketState::TcpCAEvent_t event) {
  TcpCubic::CwndEvent(tcb, event);
  if (event != ns3::TcpSocketState::CA_EVENT_TX_START) return;
  // The window halves for every time-out spent idle, down to the initial one. Linux's time-out on a
  // quiet path is the round trip plus its 200 ms minimum.
  const ns3::Time rto = tcb->m_lastRtt.Get() + kMinRto;
  const std::uint32_t restart =
      std::min<std::uint32_t>(tcb->m_initialCWnd * tcb->m_segmentSize, tcb->m_cWnd);
  ns3::Time idle = ns3::Simulator::Now() - last_activity_;
  while (idle > rto && tcb->m_cWnd > restart) {
    tcb->m_ssThresh = std::max<std::uint32_t>(tcb->m_ssThresh, tcb->m_cWnd / 4 * 3);
    tcb->m_cWnd = std::max<std::uint32_t>(tcb->m_cWnd / 2, restart);
    idle -= rto;
    reno_window_ = 0;
  }
}

}  // namespace tiersim
