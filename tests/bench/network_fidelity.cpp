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
  const auto times =
      transfer_times([&] { return make_network(fidelity, topology, {}, traffic, seed); }, 1, what);
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

/// A message over the link is more than a quarter of a minute on its way.
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
                       packets_per_segment(topology, {}, traffic), 100 * analytic);
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
                       auto network = make_network(fidelity, topology, transport,
                                                   {{1'000'000}, {1'000'000}, false, true}, kSeed);
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
  fmt::print(
      "# How far coarse and analytic are from packets\n\n"
      "Printed by `cmake --build build --target network-fidelity`, which writes this file: the "
      "same "
      "on every machine.\n"
      "Errors in per cent of what `packet` says, over one link with the same rate both ways. "
      "Empty where a message\ntakes longer than 15 s.\n\n"
      "| fidelity | what it is | where it holds |\n|---|---|---|\n"
      "| `packet` | every packet of ns-3's TCP | the reference |\n"
      "| `coarse` | segments that stand for up to 44 packets, chosen so that no message's time "
      "changes by more than 0.5 % warm, 1.5 % cold | alone on quiet links; elsewhere it is "
      "`packet` |\n"
      "| `analytic` | handshake, rounds of slow start, turns in queues, in closed form | alone: "
      "warm within 2 %, cold within 3 %; together and under loss as below |\n\n"
      "A thousandth of the time is what `analytic` takes of `packet`'s, a thirtieth what 44 "
      "packets "
      "in a segment do\n(`cmake --build build --target bench`).\n\n"
      "## Warm, alone\n\n"
      "The last of eight messages (four of 10 MB), 50 ms between them, windows open. Coarse, with "
      "its packets per\nsegment in brackets / analytic.\n\n");
  alone(false);
  fmt::print(
      "## Cold, alone\n\n"
      "A connection of its own for each message: handshake, then slow start. Coarse / "
      "analytic.\n\n");
  alone(true);

  fmt::print(
      "## Together\n\n"
      "Clients in closed loops over the same link, 20 ms between an arrival and the next message, "
      "15 "
      "messages each;\nthe mean time of all of them. Coarse is `packet` here. Analytic, two "
      "clients / "
      "four, warm (windows open as they\ngo):\n\n");
  together(false);
  fmt::print("Cold:\n\n");
  together(true);
  fmt::print(
      "A queue that is first in, first out passes what windows allow in the order it came, and so "
      "does `analytic`, a\nround of slow start at a time. What it does not have is the queue's "
      "end: "
      "where windows together are more than\n1000 packets, packets lose some.\n\n"
      "## Loss\n\n"
      "One client, 40 messages, 20 ms between them, 0.1 % / 1 % of packets lost. Coarse is "
      "`packet`. "
      "Both are random: means\nover 12 seeds (3 of 1 MB) and 100; what is left of chance in them "
      "is "
      "about 10 %.\n\n");
  lossy();
  fmt::print(
      "`analytic` draws which segments are lost, and lets windows grow as CUBIC's do: an "
      "approximation, a round at a time.\n\n"
      "## Other links\n\n"
      "Messages of 1 MB, 40 of each client, 100 ms between them, over 100 Mbps and 5 ms where "
      "nothing "
      "else is said; means.\n\n");
  other_links();
  fmt::print(
      "## What analytic leaves out\n\n"
      "- Queues end nowhere: short queues, and what they drop, need packets.\n"
      "- Acknowledgements take no bandwidth from messages the other way (2 % of theirs).\n"
      "- Jitter is drawn once per message, not per packet; it moves no packet past another.\n"
      "- A flow is on all links of its path at once; further links get it without the delay before "
      "them.\n"
      "- Background passes as a rate, not as packets, behind a burst that came before it.\n"
      "- Wi-Fi: refused.\n");
}
