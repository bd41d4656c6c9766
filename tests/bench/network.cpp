// What the network's simulation costs: CPU time of our networks beside the least that ns-3 and
// SimGrid need for the same bytes. Contenders take turns, each in a process of its own; ratios are
// taken within a round, medians over rounds.

#include <fmt/format.h>
#include <ns3/simulator.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "network/analytic/analytic_network.h"
#include "network/fidelity.h"
#include "network/packet/packet_network.h"
#include "sim/clock.h"
#include "tests/bench/network_bare.h"
#include "tests/network/transfers.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

constexpr int kRounds = 7;

struct Contender {
  std::string name;
  int requests;
  std::function<void(int requests)> run;
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// CPU time of one request, in microseconds, measured in a child process: SimGrid has one engine
/// a process.
double time_of(const Contender& contender) {
  std::fflush(stdout);  // the child would print it again
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    const double before = cpu_seconds();
    contender.run(contender.requests);
    const double took = 1e6 * (cpu_seconds() - before) / contender.requests;
    _exit(write(ends[1], &took, sizeof took) == sizeof took ? 0 : 1);
  }
  close(ends[1]);
  double took = 0;
  const bool read_it = read(ends[0], &took, sizeof took) == sizeof took;
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!read_it || status != 0) throw std::runtime_error(contender.name + " did not end well");
  return took;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Times each contender and what it takes relative to the first.
void compare(const std::string& title, const std::vector<Contender>& contenders) {
  std::vector<std::vector<double>> times(contenders.size()), ratios(contenders.size());
  for (int round = 0; round < kRounds; ++round)
    for (std::size_t i = 0; i < contenders.size(); ++i) {
      times[i].push_back(time_of(contenders[i]));
      ratios[i].push_back(times[i].back() / times[0].back());
    }
  fmt::print("{}\n", title);
  for (std::size_t i = 0; i < contenders.size(); ++i)
    fmt::print("  {:<34} {:>11.3f} us/request {:>10.0f} requests/s   x {:.4g}\n",
               contenders[i].name, median(times[i]), 1e6 / median(times[i]), median(ratios[i]));
}

/// Requests one after the other: a message up, its answer down.
void requests(NetworkModel& network, const bench::Request& request, int count) {
  std::function<void()> next;
  const std::function<void(const MessageTimes&)> answered = [&](const MessageTimes&) { next(); };
  const std::function<void(const MessageTimes&)> arrived = [&](const MessageTimes&) {
    network.send({1, 0, {request.down}}, [&](const MessageTimes& times) { answered(times); });
  };
  next = [&] {
    if (count-- == 0) return;
    network.send({0, 1, {request.up}}, [&](const MessageTimes& times) { arrived(times); });
  };
  schedule(0ms, [&] { next(); });
  ns3::Simulator::Run();
}

Topology over(const bench::Request& request) {
  return chain({wire(request.mbps, Duration(request.delay_ns))});
}

Contender packets(std::string name, const bench::Request& request, int count,
                  int packets_per_segment = 1) {
  return {std::move(name), count, [=](int n) {
            PacketNetwork network(over(request), {}, 1, packets_per_segment);
            requests(network, request, n);
          }};
}

Contender analytic(const bench::Request& request, int count) {
  return {"AnalyticNetwork", count, [=](int n) {
            AnalyticNetwork network(over(request), {}, 1);
            requests(network, request, n);
          }};
}

}  // namespace

int main() {
  const bench::Request usual{602'112, 4'096, 200, 1'000'000};
  compare("602 kB up, 4 kB down, 200 Mbps, 1 ms: packets",
          {{"ns-3 alone", 150, [&](int n) { bench::bare_ns3(usual, n); }},
           packets("PacketNetwork", usual, 150),
           packets("44 packets in a segment", usual, 1500, 44)});
  compare("The same without packets",
          {{"SimGrid", 20'000, [&](int n) { bench::simgrid(usual, n); }},
           analytic(usual, 300'000),
           packets("PacketNetwork", usual, 150)});
  const bench::Request near{10'000'000, 4'096, 1000, 1'000'000},
      far{10'000'000, 4'096, 1000, 50'000'000}, far_small{1'000'000, 4'096, 1000, 50'000'000};
  compare("10 MB up at 1 Gbps, by delay",
          {packets("1 ms", near, 10), packets("50 ms", far, 10),
           packets("50 ms, 1 MB (x 10 for its bytes)", far_small, 30)});
}
