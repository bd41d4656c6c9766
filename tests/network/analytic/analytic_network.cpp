#include <ns3/simulator.h>

#include <boost/random/exponential_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "network/analytic/analytic_network.h"
#include "network/analytic/analytic_share.h"
#include "network/analytic/analytic_window.h"
#include "sim/base/random_streams.h"
#include "sim/clock.h"
#include "tests/network/analytic/helpers.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

const Transport kUdp{Transport::Protocol::udp};

/// One message of 1 MB over UDP: 680 datagrams with 30 bytes of headers each, 1,020,400 bytes on
/// the wire. How many milliseconds it took.
double megabyte(const Link& link) {
  return 1e3 * transfer_times(analytic(chain({link}), kUdp), 1, {1'000'000}).at(0);
}

/// Sends 1 MB over UDP from each of `clients` over the first link at its time, and returns how long
/// each took, in milliseconds.
std::vector<double> megabytes(const Topology& topology, const std::vector<Duration>& starts) {
  AnalyticNetwork network(topology, kUdp, 1);
  std::vector<double> took(starts.size());
  for (std::size_t client = 0; client < starts.size(); ++client)
    schedule(starts[client], [&, client] {
      network.send({0, 1, {1'000'000}, client}, [&, client](const MessageTimes& times) {
        took[client] = milliseconds(times.total());
      });
    });
  ns3::Simulator::Run();
  return took;
}

}  // namespace

TEST_CASE("Max-min: the others share what one flow cannot use", "[analytic]") {
  // Wires of 80 and 40. The flow over both and the one over the second alone get 20 each; the one
  // over the first alone gets the 60 that are left there.
  const std::vector<std::uint32_t> both{0, 1}, first{0}, second{1};
  std::vector<double> capacities{80, 40};
  std::vector<Claim> claims{{&both, 1e9}, {&first, 1e9}, {&second, 1e9}};
  fair_shares(capacities, claims);
  CHECK(claims[0].share == Approx(20));
  CHECK(claims[1].share == Approx(60));
  CHECK(claims[2].share == Approx(20));
  CHECK(capacities[0] == Approx(0).margin(1e-9));

  // One that wants but 10 leaves 35 to each of the two others.
  capacities = {80};
  claims = {{&first, 10}, {&first, 1e9}, {&first, 1e9}};
  fair_shares(capacities, claims);
  CHECK(claims[0].share == Approx(10));
  CHECK(claims[1].share == Approx(35));
  CHECK(claims[2].share == Approx(35));
}

TEST_CASE("In order: the first gets all that it can use, the next gets the rest", "[analytic]") {
  const std::vector<std::uint32_t> both{0, 1}, first{0}, second{1};
  std::vector<double> capacities{80, 40};
  std::vector<Claim> claims{{&both, 1e9}, {&first, 1e9}, {&second, 1e9}};
  shares_in_order(capacities, claims);
  CHECK(claims[0].share == 40);
  CHECK(claims[1].share == 40);
  CHECK(claims[2].share == 0);
}

TEST_CASE("Slow start sends 10 segments, then 20, then 40, a round trip apart", "[analytic]") {
  // A segment is a byte and takes 1 ns, the round trip 100 ns: 10 bytes have left at 10 ns, 30 at
  // 120, 70 at 240; the window is then as large as what fills the path, and no round waits.
  AnalyticWindow::Path path;
  path.round_trip = 100;
  path.quick = 1e9;
  path.initial = 10;
  const auto left_at = [&](double bytes) {
    AnalyticWindow window(path);
    window.resume(0, 0);
    window.send(bytes, 1);
    return window.time();
  };
  CHECK(left_at(10) == Approx(10));
  CHECK(left_at(11) == Approx(101));
  CHECK(left_at(30) == Approx(120));
  CHECK(left_at(31) == Approx(201));
  CHECK(left_at(70) == Approx(240));
  CHECK(left_at(150) == Approx(380));
  CHECK(left_at(310) == Approx(560));  // 160 a round, which is more than 100
  CHECK(left_at(1000) == Approx(1250));

  AnalyticWindow window(path);
  window.resume(0, 0);
  CHECK(window.send_until(115, 1) == Approx(25));  // the same, seen on the way
  CHECK(window.send_until(150, 1) == Approx(5));
}

TEST_CASE("An idle window halves with every time-out", "[analytic]") {
  AnalyticWindow::Path path;
  path.round_trip = 20e6;
  path.initial = 10;
  AnalyticWindow window(path);
  window.resume(0, 0);
  window.send(150, 1);  // rounds of 10, 20, 40, and 80 begun
  window.resume(1e9, 1e9);
  CHECK(window.window() == Approx(160));
  // Time-outs of 220 ms; 700 ms are three of them.
  window.resume(1.7e9, 1e9);
  CHECK(window.window() == Approx(20));
  window.resume(100e9, 2e9);
  CHECK(window.window() == Approx(10));
}

TEST_CASE("Two flows through a fair queue take twice as long as one", "[analytic]") {
  // 1,020,400 bytes at 80 Mbps are 102.04 ms.
  const Topology shared = chain({fair(wire(80, 0ms))});
  CHECK(megabytes(shared, {0ms})[0] == Approx(102.04));
  const auto together = megabytes(shared, {0ms, 0ms});
  CHECK(together[0] == Approx(204.08));
  CHECK(together[1] == Approx(204.08));
}

TEST_CASE("A flow that begins when half of another has passed slows down the rest", "[analytic]") {
  // The first has 51.02 ms alone, and as much to send, at half the rate: 153.06 ms in all. By then
  // the second has half of its own through, and needs another 51.02 ms.
  const auto took = megabytes(chain({fair(wire(80, 0ms))}), {0ms, 51'020us});
  CHECK(took[0] == Approx(153.06));
  CHECK(took[1] == Approx(153.06));
}

TEST_CASE("A flow over another link, or the other way, is not affected", "[analytic]") {
  const Topology star{{"a", "b", "c"}, {{0, 1, fair(wire(80, 0ms))}, {0, 2, fair(wire(80, 0ms))}}};
  AnalyticNetwork network(star, kUdp, 1);
  double elsewhere = 0, back = 0, here = 0;
  schedule(0ms, [&] {
    const auto keep = [](double& in) {
      return [&in](const MessageTimes& times) { in = milliseconds(times.total()); };
    };
    network.send({0, 1, {1'000'000}, 0}, keep(here));
    network.send({0, 1, {1'000'000}, 1}, keep(here));
    network.send({0, 2, {1'000'000}, 2}, keep(elsewhere));
    network.send({1, 0, {1'000'000}, 3}, keep(back));
  });
  ns3::Simulator::Run();
  CHECK(here == Approx(204.08));
  CHECK(elsewhere == Approx(102.04));
  CHECK(back == Approx(102.04));
}

TEST_CASE("A queue that is first in, first out passes open windows one after the other",
          "[analytic]") {
  // 100 kB are 70 packets, 103,780 bytes: 8.3024 ms at 100 Mbps. Both clients' windows are open
  // after ten messages: what came second waits for all of the first.
  const Topology topology = chain({wire(100, 0ms)});
  AnalyticNetwork network(topology, {}, 1);
  std::vector<double> took;
  const auto send = [&](std::size_t client) {
    network.send({0, 1, {100'000}, client},
                 [&](const MessageTimes& times) { took.push_back(milliseconds(times.total())); });
  };
  for (int i = 0; i < 10; ++i)
    for (const std::size_t client : {0, 1})
      schedule(i * 100ms + client * 50ms, [&, client] { send(client); });
  schedule(1s, [&] {
    took.clear();
    send(0);
    send(1);
  });
  ns3::Simulator::Run();
  REQUIRE(took.size() == 2);
  CHECK(took[0] == Approx(8.3024));
  CHECK(took[1] == Approx(16.6048));
}

TEST_CASE("Long messages take turns in such a queue, and each takes about twice as long",
          "[analytic]") {
  // 10 MB at 100 Mbps: 829.9 ms alone. Windows are at most 512 KiB, 45 ms on the wire.
  const auto took = transfer_times(analytic(chain({wire(100, 1ms)})), 1, {10'000'000, 1, false, 2});
  REQUIRE(took.size() == 2);
  CHECK(took[0] == Approx(2 * 0.830).epsilon(0.06));
  CHECK(took[1] == Approx(2 * 0.830).epsilon(0.01));
}

TEST_CASE("A message takes the integral of its trace's rates, pauses included", "[analytic]") {
  // 1 MB/s for a second, nothing for the next: the last 20,400 of 1,020,400 bytes leave in the
  // third.
  Link link = wire(100, 5ms);
  link.up_trace = std::make_shared<RateTrace>(RateTrace{{{0s, {8e6}}, {1s, {0}}}, 2s});
  CHECK(megabyte(link) == Approx(2025.4));
  // A trace that stays at zero: nothing arrives, and the simulation ends.
  link.up_trace = std::make_shared<RateTrace>(RateTrace{{{0s, {8e6}}, {1s, {0}}}, 0s});
  CHECK(transfer_times(analytic(chain({link}), kUdp), 1, {1'000'000}).empty());
}

TEST_CASE("A token bucket passes its burst at the peak rate, then what fills it", "[analytic]") {
  // 100 kB drain at 125 - 1.25 bytes per us: empty after 0.80808 ms, when 101,010 bytes have left.
  // The other 919,390 take 735.512 ms at 10 Mbps.
  Link link = wire(10, 0ms);
  link.burst = Bytes{100'000};
  link.peak = {1e9};
  CHECK(megabyte(link) == Approx(0.80808 + 735.512).epsilon(1e-5));
}

TEST_CASE("Constant background takes its share", "[analytic]") {
  // 40 Mbps of payload are 40 * 1502 / 1472 = 40.815 on the wire; 59.185 are left of 100.
  Link link = wire(100, 0ms);
  link.background.up = {40e6};
  CHECK(megabyte(link) == Approx(8 * 1'020'400 / 59.185e3).epsilon(1e-4));
}

TEST_CASE("On-off background takes its share in the long run", "[analytic]") {
  // On for a third of the time: 100 MB at 100 - 40.815 / 3 = 86.4 Mbps, about 940 phases long.
  Link link = wire(100, 0ms);
  link.background.up = {40e6};
  link.background.on = 10ms;
  link.background.off = 20ms;
  const double seconds = transfer_times(analytic(chain({link}), kUdp), 1, {100'000'000}).at(0);
  CHECK(seconds == Approx(8 * 102.04 / 86.395).epsilon(0.03));
}

TEST_CASE("Jitter is drawn once per message around the mean delay", "[analytic]") {
  // 2,000 draws with a standard deviation of 1 ms: their mean is within 4 / sqrt(2000) = 0.09 ms,
  // their deviation within 0.07 ms.
  Link link = wire(1000, 20ms);
  link.jitter = 1ms;
  Transfers what{1'000, 2'001};
  auto times = transfer_times(analytic(chain({link}), kUdp), 1, what);
  const double average = mean(times);
  double squares = 0;
  for (const double time : times) squares += (time - average) * (time - average);
  CHECK(average == Approx(0.020).margin(0.0001));
  CHECK(std::sqrt(squares / static_cast<double>(times.size())) == Approx(0.001).margin(0.00007));
}

TEST_CASE("A message that meets no other costs one event, two with its connection", "[analytic]") {
  AnalyticNetwork network(chain({wire(100, 2ms), wire(50, 5ms)}), {}, 1);
  std::vector<std::uint64_t> events;
  const auto send = [&] {
    network.send({0, 2, {5'000'000}},
                 [&, before = ns3::Simulator::GetEventCount()](const MessageTimes&) {
                   events.push_back(ns3::Simulator::GetEventCount() - before);
                 });
  };
  schedule(0s, send);
  schedule(10s, send);
  ns3::Simulator::Run();
  CHECK(events == std::vector<std::uint64_t>{2, 1});
}

namespace {

/// Segments in flight on average of CUBIC under random losses, epoch by epoch: after each loss the
/// window follows RFC 8312, equation 1, with fast convergence (section 4.6), until the next loss.
double cubic_window(double loss, double round_trip) {
  constexpr double kBeta = 0.7, kC = 0.4;
  RandomStream random(1);
  boost::random::exponential_distribution<double> segments_to_next(loss);
  double window = 200, most = window, seconds = 0, all = 0;
  for (int epoch = 0; epoch < 20'000; ++epoch) {
    most = window < most ? window * (1 + kBeta) / 2 : window;
    const double start = kBeta * window, origin = std::max(most, start);
    const double flat = std::cbrt((origin - start) / kC);
    double left = segments_to_next(random.engine()), time = 0;
    all += left;
    for (window = start; left > 0;) {
      window = std::max(start, origin + kC * std::pow(time + round_trip - flat, 3));
      const double sent = std::min(window, left);
      left -= sent;
      time += round_trip * sent / window;
    }
    seconds += time;
  }
  return all / seconds * round_trip;
}

}  // namespace

TEST_CASE("Long transfers under loss have the window of the response functions", "[analytic]") {
  // Segments in flight on average, by RFC 8312. Short round trips and many losses: Reno's window
  // with CUBIC's beta, 1.22 / sqrt(p) (section 4.2). Long round trips and few losses: CUBIC's. Its
  // response function (section 5.1) is for losses at equal distances; random ones make the window
  // 15 % larger.
  const auto window = [](Duration delay, double loss) {
    const double seconds =
        transfer_times(analytic(chain({wire(1000, delay, loss)})), 1, {10'000'000'000}).at(0);
    return 10e9 / 1448 * (2e-9 * static_cast<double>(delay.count())) / seconds;
  };
  CHECK(window(10ms, 0.001) == Approx(1.22 / std::sqrt(0.001)).epsilon(0.05));
  CHECK(window(10ms, 0.01) == Approx(1.22 / std::sqrt(0.01)).epsilon(0.05));
  CHECK(window(50ms, 0.0001) == Approx(cubic_window(0.0001, 0.1)).epsilon(0.03));
}

TEST_CASE("Wi-Fi needs packets", "[analytic]") {
  Link link;
  link.kind = &link_kind("wifi");
  CHECK_THROWS_WITH(AnalyticNetwork(chain({link}), {}, 1), Catch::Contains("needs packets"));
}
