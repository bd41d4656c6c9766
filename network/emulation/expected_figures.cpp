#include "network/emulation/expected_figures.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "network/link/packet_sizes.h"

namespace tiersim {

BitsPerSecond expected_payload_rate(const Link& link, bool up, Transport::Protocol protocol) {
  const bool tcp = protocol == Transport::Protocol::tcp;
  const auto payload = static_cast<double>(tcp ? kTcpPayload : kUdpPayload);
  const std::int64_t headers = (tcp ? kTcpHeaders : kUdpHeaders) - (link.burst ? kFraming : 0);
  const double arrives = tcp ? 1 : 1 - link.loss.value;
  return {link.kind->long_run_rate(link, up).value * arrives * payload /
          (payload + static_cast<double>(headers))};
}

Duration expected_round_trip(const Link& link, std::int64_t payload) {
  const std::int64_t bytes = payload + kUdpHeaders;
  Duration sum = 2 * link.kind->propagation(link);
  for (const bool up : {true, false})
    sum += link.kind->transmission(link, up, bytes, bytes, Duration{0});
  return sum;
}

// A chain with two states and the correlation r from one packet to the next has the variance of
// independent packets times (1 + r) / (1 - r).
double standard_error_of_loss(const Link& link, std::int64_t packets) {
  const double lost = link.loss.value;
  if (lost <= 0 || lost >= 1) return 0;
  double correlation = 0;
  if (link.loss_burst > 1) {
    const double leave = 1 / link.loss_burst;
    correlation = std::max(0.0, 1 - leave - leave * lost / (1 - lost));
  }
  return std::sqrt(lost * (1 - lost) / static_cast<double>(std::max<std::int64_t>(1, packets)) *
                   (1 + correlation) / (1 - correlation));
}

// A deviation with the correlation exp(-t / c) has as many independent values in a time as the time
// has 2 c (network/packet/jitter_channel.h).
Duration standard_error_of_delay(const Link& link, Duration observed) {
  constexpr std::chrono::duration<double> kCorrelationTime{0.1};
  const double independent =
      std::max(1.0, std::chrono::duration<double>(observed) / (2 * kCorrelationTime));
  return Duration(std::llround(static_cast<double>(link.jitter.count()) / std::sqrt(independent)));
}

}  // namespace tiersim
