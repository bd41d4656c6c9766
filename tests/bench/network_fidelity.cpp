// Prints docs/network-fidelity.md: how far Fidelity::coarse and Fidelity::analytic are from
// packets. cmake --build build --target network-fidelity

#include <fmt/format.h>
#include <ns3/simulator.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "network/fidelity.h"
#include "sim/clock.h"
#include "tests/network/transfers.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

const std::vector<std::int64_t> kSizes{10'000, 100'000, 1'000'000, 10'000'000};
const std::vector<double> kRates{1, 10, 100, 1000};  // Mbps
const std::vector<Duration> kDelays{1ms, 10ms, 50ms};
constexpr std::uint64_t kSeed = 1;
constexpr Duration kPause = 20ms;

std::string size_name(std::int64_t size) { return to_string(Bytes{size}); }

double mean_time(Fidelity fidelity, const Topology& topology, const Traffic& traffic,
                 const Transfers& what, bool last_alone, std::uint64_t seed = kSeed) {
  const int packets = packets_per_segment(fidelity, topology, {}, traffic);
  const auto times =
      transfer_times([&] { return make_network(fidelity, topology, {}, packets, seed); }, 1, what);
  return last_alone ? times.back() : mean(times);
}

struct Worst {
  double error{0};
  void add(double other) {
    if (std::abs(other) > std::abs(error)) error = other;
  }
};

/// One row per rate and delay, one column per size; each cell what `cell` prints.
template <typename Cell>
void table(const std::vector<std::int64_t>& sizes, const Cell& cell) {
  fmt::print("| bandwidth | delay |");
  for (const std::int64_t size : sizes) fmt::print(" {} |", size_name(size));
  fmt::print("\n|---|---|");
  for (std::size_t i = 0; i < sizes.size(); ++i) fmt::print("---|");
  fmt::print("\n");
  for (const double rate : kRates)
    for (const Duration delay : kDelays) {
      fmt::print("| {} | {} |", to_string(BitsPerSecond{rate * 1e6}), to_string(delay));
      for (const std::int64_t size : sizes) fmt::print(" {} |", cell(wire(rate, delay), size));
      fmt::print("\n");
      std::fflush(stdout);
    }
  fmt::print("\n");
}

/// Whether a message takes more than 15 s over the link.
bool takes_long(const Link& link, std::int64_t size) {
  return 8 * static_cast<double>(size) / link.up.value > 15;
}

/// Without other messages: the last of some, errors of coarse (with its packets per segment) and
/// of analytic.
void alone(bool cold) {
  Worst coarse_worst, analytic_worst;
  table(kSizes, [&](const Link& link, std::int64_t size) -> std::string {
    const Topology topology = chain({link});
    if (takes_long(link, size)) return "";
    const Traffic traffic{{size}, {size}, cold, false};
    const Transfers what{size, cold ? 2 : size > 1'000'000 ? 4 : 8, cold};
    const double packet = mean_time(Fidelity::packet, topology, traffic, what, true);
    const double coarse = mean_time(Fidelity::coarse, topology, traffic, what, true) / packet - 1;
    const double analytic =
        mean_time(Fidelity::analytic, topology, traffic, what, true) / packet - 1;
    coarse_worst.add(coarse);
    analytic_worst.add(analytic);
    return fmt::format("{:+.2f} ({}) / {:+.2f}", 100 * coarse,
                       packets_per_segment(Fidelity::coarse, topology, {}, traffic),
                       100 * analytic);
  });
  fmt::print("Largest: coarse {:+.2f} %, analytic {:+.2f} %.\n\n", 100 * coarse_worst.error,
             100 * analytic_worst.error);
}

std::string errors_within(std::vector<double> errors) {
  for (double& error : errors) error = std::abs(error);
  std::sort(errors.begin(), errors.end());
  return fmt::format(
      "Half of them are within {:.1f} %, nine in ten within {:.0f} %, all within {:.0f} %.\n\n",
      100 * errors[errors.size() / 2], 100 * errors[errors.size() * 9 / 10], 100 * errors.back());
}

/// Mean over the messages of two and of four clients in closed loops: errors of analytic.
void together(bool cold) {
  std::vector<double> errors;
  table({10'000, 100'000, 1'000'000}, [&](const Link& link, std::int64_t size) -> std::string {
    const Topology topology = chain({link});
    if (takes_long(link, size)) return "";
    std::string cell;
    for (const int clients : {2, 4}) {
      const Transfers what{size, 15, cold, clients, kPause};
      const Traffic traffic{{size}, {size}, cold, true};
      const double packet = mean_time(Fidelity::packet, topology, traffic, what, false);
      errors.push_back(mean_time(Fidelity::analytic, topology, traffic, what, false) / packet - 1);
      cell += fmt::format("{}{:+.1f}", cell.empty() ? "" : " / ", 100 * errors.back());
    }
    return cell;
  });
  fmt::print("{}", errors_within(errors));
}

/// Mean over messages and seeds under two rates of loss: errors of analytic.
void lossy() {
  std::vector<double> errors;
  table({10'000, 100'000, 1'000'000}, [&](Link link, std::int64_t size) -> std::string {
    if (takes_long(link, 10 * size)) return "";
    std::string cell;
    for (const double loss : {0.001, 0.01}) {
      link.loss = {loss};
      const Topology topology = chain({link});
      const Transfers what{size, 40, false, 1, kPause};
      const Traffic traffic{{size}, {size}, false, false};
      const auto over_seeds = [&](Fidelity fidelity, std::uint64_t seeds) {
        double sum = 0;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed)
          sum += mean_time(fidelity, topology, traffic, what, false, seed);
        return sum / static_cast<double>(seeds);
      };
      const double packet = over_seeds(Fidelity::packet, size > 100'000 ? 3 : 12);
      errors.push_back(over_seeds(Fidelity::analytic, 100) / packet - 1);
      cell += fmt::format("{}{:+.0f}", cell.empty() ? "" : " / ", 100 * errors.back());
    }
    return cell;
  });
  fmt::print("{}", errors_within(errors));
}

/// One row: mean times of 1 MB in milliseconds, by packet and by analytic.
void row(const std::string& name, const Topology& topology, int clients = 1,
         const Transport& transport = {}) {
  const Transfers what{1'000'000, 40, false, clients, 100ms};
  const auto time = [&](Fidelity fidelity) {
    return 1e3 * mean(transfer_times(
                     [&] {
                       auto network = make_network(fidelity, topology, transport, 1, kSeed);
                       schedule(100s, [] { ns3::Simulator::Stop(); });  // background never ends
                       return network;
                     },
                     topology.links.size(), what));
  };
  const double packet = time(Fidelity::packet), analytic = time(Fidelity::analytic);
  fmt::print("| {} | {:.1f} | {:.1f} | {:+.1f} |\n", name, packet, analytic,
             100 * (analytic / packet - 1));
}

void other_links() {
  fmt::print("| link | packet, ms | analytic, ms | error, % |\n|---|---|---|---|\n");
  const auto with = [](auto change) {
    Link link = wire(100, 5ms);
    change(link);
    return chain({link});
  };
  row("token bucket of 100 kB at 1 Gbps", with([](Link& link) {
        link.up = {10e6};
        link.burst = Bytes{100'000};
        link.peak = {1e9};
      }));
  const auto trace = with([](Link& link) {
    link.up_trace = std::make_shared<RateTrace>(
        RateTrace{{{0s, {20e6}}, {150ms, {5e6}}, {300ms, {0}}, {350ms, {50e6}}}, 500ms});
  });
  row("trace: 20, 5, 0, 50 Mbps in half a second", trace);
  row("the same, two clients", trace, 2);
  row("jitter of 1 ms", with([](Link& link) { link.jitter = 1ms; }));
  const auto background = [](Link& link) { link.background.up = {40e6}; };
  row("background of 40 Mbps", with(background));
  row("background of 40 Mbps, 20 ms on, 20 ms off", with([&](Link& link) {
        background(link);
        link.background.on = link.background.off = 20ms;
      }));
  row("fq_codel, two clients",
      with([](Link& link) { link.discipline = Link::Discipline::fq_codel; }), 2);
  row("UDP", chain({wire(100, 5ms)}), 1, {Transport::Protocol::udp});
  row("UDP, two clients", chain({wire(100, 5ms)}), 2, {Transport::Protocol::udp});
  row("two links, 100 and 50 Mbps, three clients", chain({wire(100, 2ms), wire(50, 5ms)}), 3);
  fmt::print("\n");
}

}  // namespace

int main() {
  fmt::print(R"(# How far coarse and analytic are from packets

`cmake --build build --target network-fidelity` writes this file. It is the same on every machine. All errors are in per cent
of the result of `packet`, over one link with the same rate both ways. A cell is empty if a message takes longer than 15 s
(under loss: 1.5 s).

| fidelity | what it is | where it holds |
|---|---|---|
| `packet` | every packet of ns-3's TCP | the reference |
| `coarse` | segments that stand for up to 44 packets, so many that no message's time changes by more than 0.5 % warm, 1.5 % cold | messages that are alone on links without disturbance; elsewhere `coarse` is `packet` |
| `analytic` | handshake, rounds of slow start and turns in queues, in closed form | alone: within 2 % warm, 3 % cold; several messages and losses: see below |

`analytic` takes about a thousandth of the time of `packet`. 44 packets in a segment take about a thirtieth
(`cmake --build build --target bench`).

## Warm, alone

The last of eight messages (of four, for 10 MB), with 50 ms between them. The windows are open. A cell has the error of `coarse`,
its packets per segment in brackets, then the error of `analytic`.

)");
  alone(false);
  fmt::print(R"(## Cold, alone

Each message has its own connection: a handshake, then slow start. `coarse` / `analytic`.

)");
  alone(true);
  fmt::print(R"(## Together

Clients in closed loops share one link. A client waits 20 ms after each arrival and sends 15 messages. The figures are for the mean
time of all messages. `coarse` is `packet` here. A cell has the error of `analytic` with two clients / with four clients.

Warm (connections stay open, and their windows grow):

)");
  together(false);
  fmt::print(R"(Cold:

)");
  together(true);
  fmt::print(
      R"(A first-in-first-out queue serves what the windows allow in the order in which it came. So does `analytic`, one round of slow
start at a time. `analytic` does not model the end of the queue: if the windows together are more than 1000 packets, `packet`
loses some of them.

## Loss

One client sends 40 messages, with 20 ms between them. A cell has the error at 0.1 % / at 1 % of packets lost. `coarse` is `packet`
here. Both networks are random. The figures are means over 12 seeds of `packet` (3 seeds for 1 MB) and 100 seeds of `analytic`.
Chance still contributes about 10 %.

)");
  lossy();
  fmt::print(
      R"(`analytic` draws which segments are lost, and lets windows grow as CUBIC's do, one round at a time. This is an approximation.

## Other links

Messages of 1 MB, 40 from each client, with 100 ms between them, over 100 Mbps and 5 ms unless the row says otherwise. Means.

)");
  other_links();
  fmt::print(R"(## What analytic leaves out

- The end of a queue. Short queues, and what they drop, need `packet`.
- The bandwidth of acknowledgements, which is 2 % of that of the messages the other way.
- Jitter from packet to packet. It is drawn once per message and changes no order.
- The time at which a flow reaches each link. A flow is on all links of its path at once; later links get it without the delay
  of the earlier ones.
- The packets of background traffic. It passes as a rate, behind any burst that came before it.
- Wi-Fi, which is refused.
)");
}
