// Prints docs/network-fidelity.md: how far Fidelity::coarse and Fidelity::analytic are from
// packets. cmake --build build --target network-fidelity

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "network/fidelity.h"
#include "network/linux_defaults.h"
#include "network/packet_sizes.h"
#include "tests/network/transfers.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

const std::vector<std::int64_t> kSizes{10'000, 100'000, 1'000'000, 10'000'000};
const std::vector<double> kRates{1, 10, 100, 1000};  // Mbps
const std::vector<Duration> kDelays{1ms, 10ms, 50ms};
constexpr std::int64_t kQueue = 1000;  // packets
constexpr std::uint64_t kSeed = 1;

std::string size_name(std::int64_t size) { return to_string(Bytes{size}); }

/// Whether a sender's burst fits its own queue; see "What overflows" below.
bool fits_queue(const Topology& topology, std::int64_t size) {
  const auto buffer = static_cast<std::int64_t>(buffer_size(topology, topology.path(0, 1)));
  return std::min(size, buffer) <= kQueue * kTcpPayload;
}

double mean_time(Fidelity fidelity, const Topology& topology, const Traffic& traffic,
                 const Transfers& what, bool last_alone) {
  const auto times =
      transfer_times([&] { return make_network(fidelity, topology, {}, traffic, kSeed); }, 1, what);
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
    if (takes_long(link, size) || !fits_queue(topology, size)) return "";
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

/// Mean over the messages of some clients in closed loops, or under loss: errors of analytic.
void together(const std::vector<Transfers>& variants, double loss,
              const std::vector<std::int64_t>& sizes) {
  std::vector<double> errors;
  table(sizes, [&](Link link, std::int64_t size) -> std::string {
    link.loss = {loss};
    const Topology topology = chain({link});
    if (takes_long(link, size) || !fits_queue(topology, size)) return "";
    std::string cell;
    for (Transfers what : variants) {
      what.size = size;
      const Traffic traffic{{size}, {size}, what.cold, true};
      const double packet = mean_time(Fidelity::packet, topology, traffic, what, false);
      const double error =
          mean_time(Fidelity::analytic, topology, traffic, what, false) / packet - 1;
      errors.push_back(std::abs(error));
      cell += fmt::format("{}{:+.1f}", cell.empty() ? "" : " / ", 100 * error);
    }
    return cell;
  });
  std::sort(errors.begin(), errors.end());
  fmt::print(
      "Half of them are within {:.1f} %, nine in ten within {:.0f} %, all within {:.0f} %.\n\n",
      100 * errors[errors.size() / 2], 100 * errors[errors.size() * 9 / 10], 100 * errors.back());
}

}  // namespace

int main() {
  fmt::print(
      "# How far coarse and analytic are from packets\n\n"
      "Printed by `cmake --build build --target network-fidelity`, which writes this file: the "
      "same "
      "on every machine.\n"
      "Errors in per cent of what `packet` says, over one link with the same rate both ways. "
      "Empty where a message\n"
      "takes longer than 15 s, or where it overflows the sender's own queue (below).\n\n"
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

  const std::vector<std::int64_t> sizes{10'000, 100'000, 1'000'000};
  const Duration pause = 20ms;
  fmt::print(
      "## Together\n\n"
      "Clients in closed loops over the same link, 20 ms between an arrival and the next message, "
      "15 "
      "messages each;\nthe mean time of all of them. Coarse is `packet` here. Analytic, two "
      "clients / "
      "four, warm (windows open as they\ngo):\n\n");
  together({{1, 15, false, 2, pause}, {1, 15, false, 4, pause}}, 0, sizes);
  fmt::print("Cold:\n\n");
  together({{1, 15, true, 2, pause}, {1, 15, true, 4, pause}}, 0, sizes);
  fmt::print(
      "A queue that is first in, first out passes what windows allow in the order it came, and so "
      "does `analytic`, a\nround of slow start at a time. What it does not have is the queue's "
      "end: "
      "four clients with windows of 512 KiB\noverflow 1000 packets, and packets are lost.\n\n"
      "## Loss\n\n"
      "One client, 100 messages, 20 ms between them, means; 0.1 % / 1 % of packets lost. Coarse is "
      "`packet`. Both are\nrandom, from one seed: the tables scatter by some per cent.\n\n");
  const Transfers many{1, 100, false, 1, pause};
  fmt::print("0.1 %:\n\n");
  together({many}, 0.001, sizes);
  fmt::print("1 %:\n\n");
  together({many}, 0.01, sizes);
  fmt::print(
      "`analytic` takes windows under loss from two formulas for long transfers (RFC 8312, section "
      "5.1; Mathis et al., 1997)\nand draws one time-out of 200 ms per message for losses near its "
      "end. "
      "Read it as an order of magnitude.\n\n"
      "## What overflows\n\n"
      "A window of more than 1000 packets, sent at once, does not fit the sender's own queue of "
      "1000 "
      "packets. Linux\nholds such a sender back (TCP small queues); `packet` drops and recovers, "
      "as "
      "routers' queues make senders do.\n`analytic` knows no queue's end. It takes more than 1.4 "
      "MB in "
      "a message and a path that holds as much, such as\n1 Gbps over 20 ms of round trip.\n\n"
      "## What analytic leaves out\n\n"
      "- Queues end nowhere: short queues, and what they drop, need packets.\n"
      "- Acknowledgements take no bandwidth from messages the other way (2 % of theirs).\n"
      "- Jitter is drawn once per message, not per packet; it moves no packet past another.\n"
      "- A flow is on all links of its path at once; further links get it without the delay before "
      "them.\n"
      "- Wi-Fi: refused.\n");
}
