#include "network/emulation/expected_figures.h"

#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

constexpr auto kTcpProtocol = Transport::Protocol::tcp, kUdpProtocol = Transport::Protocol::udp;

}  // namespace

TEST_CASE("The payload of a long transfer is what headers and framing leave", "[emulation]") {
  // 20 IP, 32 TCP, 2 PPP beside 1448 bytes; 20 IP, 8 UDP, 2 PPP beside 1472 bytes.
  const Link link = wire(10, 5ms, 0.1);
  CHECK(expected_payload_rate(link, true, kTcpProtocol).value == Approx(10e6 * 1448 / 1502));
  CHECK(expected_payload_rate(link, true, kUdpProtocol).value == Approx(0.9 * 10e6 * 1472 / 1502));
}

TEST_CASE("A token bucket counts the bytes of IP alone", "[emulation]") {
  Link link = wire(10, 0ms);
  link.burst = Bytes{100'000};
  CHECK(expected_payload_rate(link, true, kTcpProtocol).value == Approx(10e6 * 1448 / 1500));
}

TEST_CASE("A round trip is two transmissions and two flights", "[emulation]") {
  // 70 bytes of payload are 100 bytes on the wire: 80 us at 10 Mbps, 800 us at 1 Mbps.
  Link link = wire(10, 5ms);
  link.down = {1e6};
  CHECK(expected_round_trip(link, 70) == 10ms + 880us);
}

TEST_CASE("Losses in runs say less of their share than single losses", "[emulation]") {
  // 1000 independent packets at 10 %: sqrt(0.1 * 0.9 / 1000). In runs of 5 packets the chain is
  // left with 1/5 and entered with 1/45, so its correlation is 1 - 1/5 - 1/45 = 7/9, and the
  // variance is (1 + 7/9) / (1 - 7/9) = 8 times as large.
  Link link = wire(10, 0ms, 0.1);
  CHECK(standard_error_of_loss(link, 1000) == Approx(std::sqrt(0.09 / 1000)));
  link.loss_burst = 5;
  CHECK(standard_error_of_loss(link, 1000) == Approx(std::sqrt(8 * 0.09 / 1000)));
}

TEST_CASE("A delay that changes slowly needs a long observation", "[emulation]") {
  // 0.8 s have four times twice the correlation time of 0.1 s: half the standard deviation.
  Link link = wire(10, 5ms);
  link.jitter = 1ms;
  CHECK(standard_error_of_delay(link, 800ms) == 500us);
}
