#include "network/packet/linux_cubic.h"

#include <ns3/boolean.h>
#include <ns3/simulator.h>
#include <ns3/tcp-socket-state.h>

#include <catch2/catch.hpp>

using namespace tiersim;

namespace {

constexpr std::uint32_t kSegment = 1448;

ns3::Ptr<ns3::TcpSocketState> connection(std::uint32_t window_segments,
                                         std::uint32_t threshold_segments) {
  auto state = ns3::CreateObject<ns3::TcpSocketState>();
  state->m_segmentSize = kSegment;
  state->m_initialCWnd = 10;
  state->m_cWnd = window_segments * kSegment;
  state->m_ssThresh = threshold_segments * kSegment;
  state->m_lastRtt = ns3::MilliSeconds(20);
  return state;
}

ns3::Ptr<LinuxCubic> cubic() {
  auto algorithm = ns3::CreateObject<LinuxCubic>();
  algorithm->SetAttribute("HyStart", ns3::BooleanValue(false));
  return algorithm;
}

}  // namespace

TEST_CASE("After a loss the window grows at least as fast as Reno's would", "[linux_cubic]") {
  // RFC 8312, 4.2: W_est = W_max beta + 3 (1 - beta) / (1 + beta) t / RTT. From 100 segments down
  // to 70, then 50 round trips of 20 ms: 70 + 0.529 * 50 = 96.5; CUBIC alone is slower on such a
  // path.
  const auto state = connection(100, 1000);
  const auto algorithm = cubic();
  state->m_ssThresh = algorithm->GetSsThresh(state, 100 * kSegment);
  state->m_cWnd = state->m_ssThresh.Get();
  CHECK(state->m_ssThresh.Get() / kSegment == 70);
  for (int round_trip = 0; round_trip < 50; ++round_trip) {
    ns3::Simulator::Schedule(ns3::MilliSeconds(20 * (round_trip + 1)), [&] {
      for (std::uint32_t acked = 0; acked < state->GetCwndInSegments(); acked += 2)
        algorithm->IncreaseWindow(state, 2);
    });
  }
  ns3::Simulator::Run();
  ns3::Simulator::Destroy();
  CHECK(state->GetCwndInSegments() >= 94);
  CHECK(state->GetCwndInSegments() <= 110);
}

TEST_CASE("An idle window halves with every time-out, down to the initial one", "[linux_cubic]") {
  // Time-out 20 + 200 ms. Idle for 700 ms: three time-outs have passed, 160 segments become 20.
  const auto idle_for = [](int milliseconds, std::uint32_t segments) {
    const auto state = connection(segments, 1000);
    const auto algorithm = cubic();
    ns3::Simulator::Schedule(ns3::MilliSeconds(milliseconds), [&] {
      algorithm->CwndEvent(state, ns3::TcpSocketState::CA_EVENT_TX_START);
    });
    ns3::Simulator::Run();
    ns3::Simulator::Destroy();
    return state->GetCwndInSegments();
  };
  CHECK(idle_for(700, 160) == 20);
  CHECK(idle_for(200, 160) == 160);
  CHECK(idle_for(100'000, 160) == 10);
  CHECK(idle_for(100'000, 4) == 4);  // never grows from idling
}
