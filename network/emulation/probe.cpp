#include "network/emulation/probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>

#include "network/emulation/bulk_transfer.h"
#include "network/emulation/echoes.h"
#include "network/emulation/expected_figures.h"
#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

constexpr double kAllowedError = 0.05;
constexpr Duration kAllowedDelay = 500us;
constexpr double kStandardErrors = 4;

constexpr std::int64_t kFewestPackets = 60;
/// Bytes on the way: more than fill the link. They cover the time in which a busy machine does not
/// run the receiver, unless a queue cannot hold so much.
constexpr double kPauseOfReceiver = 0.05;  // seconds
constexpr std::int64_t kFewestInFlight = 20 * kTcpPayload, kMostInFlight = 900 * kTcpPayload;
constexpr double kMostForTcp = 200 * kTcpPayload;             // bytes in flight, from a round trip
constexpr std::int64_t kFewEchoes = 200, kManyEchoes = 1000;  // many show what is random
constexpr Duration kLongestEchoes = 10s;

/// TCP slows down for losses, and for a queue that is short or fair. To fill a long link, it would
/// take more time than a probe has.
bool slows_tcp(const Link& link, bool up) {
  const double in_flight = link.kind->long_run_rate(link, up).value / 8 *
                           std::chrono::duration<double>(2 * link.delay).count();
  return link.loss.value > 0 || link.queue < Link::kHostQueue ||
         link.discipline != Link::Discipline::fifo || in_flight > kMostForTcp;
}

BulkTransfer transfer_for(const Link& link, bool up) {
  const double rate = link.kind->long_run_rate(link, up).value;
  const double round_trip =
      std::chrono::duration<double>(expected_round_trip(link, kTcpPayload) + 4 * link.jitter)
          .count();
  BulkTransfer transfer{};
  const auto in_time = [rate](double time) { return static_cast<std::int64_t>(rate * time / 8); };
  transfer.window = std::max({kFewestInFlight, in_time(1.5 * round_trip),
                              std::min(kMostInFlight, in_time(round_trip + kPauseOfReceiver))});
  transfer.warm_up = 2 * transfer.window + (link.burst ? 2 * link.burst->value : 0);
  transfer.counted = std::max(kFewestPackets * kTcpPayload, in_time(1.0));
  // A little faster than the link, so that its queue is never empty.
  transfer.pace = {1.1 * rate};
  transfer.ahead = kUdpPayload * std::min(link.queue, Link::kHostQueue) / 2;
  transfer.patience = 2 * expected_round_trip(link, 100 * kUdpPayload) + 4 * link.jitter + 300ms;
  return transfer;
}

Checked<BitsPerSecond> check_rate(const Host& from, const Host& to, const Link& link, bool up) {
  const BulkTransfer transfer = transfer_for(link, up);
  if (slows_tcp(link, up))
    return {expected_payload_rate(link, up, Transport::Protocol::udp),
            measure_udp_rate(from, to, transfer)};
  return {expected_payload_rate(link, up, Transport::Protocol::tcp),
          measure_tcp_rate(from, to, transfer)};
}

/// Echoes fill a fifth of the link, so that none waits for another.
Duration echo_interval(const Link& link) {
  const double slowest = std::min(link.kind->long_run_rate(link, true).value,
                                  link.kind->long_run_rate(link, false).value);
  return std::max<Duration>(2ms, 5 * transmission_time(kEchoPayload + kUdpHeaders, {slowest}));
}

/// Collects what is off.
class Findings {
 public:
  template <class Quantity>
  void check(const char* name, const Checked<Quantity>& figure, double wanted, double measured,
             double allowed) {
    if (std::abs(measured - wanted) <= allowed) return;
    text_ += fmt::format("{}{} is {}, should be {}", text_.empty() ? "" : "; ", name,
                         to_string(figure.measured), to_string(figure.wanted));
    if (wanted > 0) text_ += fmt::format(" ({:.1f} % off)", 100 * std::abs(measured / wanted - 1));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string findings(const LinkCheck& check, const Link& link, std::int64_t echoes,
                     Duration observed) {
  Findings found;
  const auto rate = [&](const char* name, const Checked<BitsPerSecond>& figure, bool up) {
    const double packets = static_cast<double>(transfer_for(link, up).counted) / kTcpPayload;
    const double random = standard_error_of_loss(link, static_cast<std::int64_t>(packets));
    found.check(name, figure, figure.wanted.value, figure.measured.value,
                (kAllowedError + kStandardErrors * random) * figure.wanted.value);
  };
  const auto loss = [&](const char* name, const Checked<Fraction>& figure) {
    found.check(name, figure, figure.wanted.value, figure.measured.value,
                kStandardErrors * standard_error_of_loss(link, echoes));
  };
  rate("rate up", check.up, true);
  rate("rate down", check.down, false);
  const auto wanted = static_cast<double>(check.round_trip.wanted.count());
  const auto random =
      std::sqrt(2.0) * static_cast<double>(standard_error_of_delay(link, observed).count());
  found.check("round trip", check.round_trip, wanted,
              static_cast<double>(check.round_trip.measured.count()),
              std::max(kAllowedError * wanted, static_cast<double>(kAllowedDelay.count())) +
                  kStandardErrors * random);
  loss("loss up", check.loss_up);
  loss("loss down", check.loss_down);
  return found.text();
}

}  // namespace

LinkCheck probe_link(const Host& near, const Host& far, const Link& link) {
  LinkCheck check;
  const bool random = link.loss.value > 0 || link.jitter.count() > 0;
  const Duration interval = echo_interval(link);
  const auto count =
      std::min<std::int64_t>(random ? kManyEchoes : kFewEchoes, kLongestEchoes / interval);
  const Duration round_trip = expected_round_trip(link, kEchoPayload);
  const Echoes echoes =
      measure_echoes(near, far, count, interval, 2 * round_trip + 8 * link.jitter + 500ms);
  check.round_trip = {round_trip, echoes.round_trip};
  check.loss_up = {link.loss, echoes.loss_up()};
  check.loss_down = {link.loss, echoes.loss_down()};
  check.up = check_rate(near, far, link, true);
  check.down = check_rate(far, near, link, false);
  check.problem = findings(check, link, count, count * interval);
  return check;
}

}  // namespace tiersim
