// Delays that vary, packets that are lost.

#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// Sends so many datagrams, one each millisecond, and says which of them arrived.
std::vector<bool> arrivals(const Link& link, int count, std::uint64_t seed = 1) {
  PacketNetwork network(one_link(link), kUdp, seed);
  std::vector<bool> arrived(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < arrived.size(); ++i)
    schedule(1ms * i, [&, i] {
      network.send({0, 1, {100}}, [&arrived, i](const MessageTimes&) { arrived[i] = true; });
    });
  ns3::Simulator::Run();
  return arrived;
}

double lost_share(const std::vector<bool>& arrived) {
  return static_cast<double>(std::count(arrived.begin(), arrived.end(), false)) /
         static_cast<double>(arrived.size());
}

double mean_run_of_losses(const std::vector<bool>& arrived) {
  int runs = 0;
  for (std::size_t i = 0; i < arrived.size(); ++i)
    runs += !arrived[i] && (i == 0 || arrived[i - 1]);
  return lost_share(arrived) * static_cast<double>(arrived.size()) / runs;
}

double correlation(const std::vector<double>& values) {
  const double middle = mean(values);
  double sum = 0;
  for (std::size_t i = 1; i < values.size(); ++i)
    sum += (values[i] - middle) * (values[i - 1] - middle);
  return sum / static_cast<double>(values.size() - 1) / std::pow(deviation(values), 2);
}

}  // namespace

TEST_CASE("The delay has the standard deviation that was asked for", "[network]") {
  // 1000 datagrams more than a second apart, ten correlation times: as good as independent. 130
  // bytes take 10.4 us at 100 Mbps. Four standard errors: 5 / sqrt(1000) = 0.16 ms of the mean, 5 /
  // sqrt(2000) = 0.11 ms of the deviation.
  Link link = wire(100, 50ms);
  link.jitter = 5ms;
  const auto times = totals(
      transfer(one_link(link), {0, 1, 100, 1000, false, 0s, 1s, std::chrono::hours(1), 1, kUdp}));
  CHECK(mean(times) == Approx(0.0500104).margin(4 * 0.00016));
  CHECK(deviation(times) == Approx(0.005).margin(4 * 0.00011));
}

TEST_CASE("Jitter is correlated over a tenth of a second", "[network]") {
  // From one to the next pass 50 ms of flight on average and 10 ms: exp(-60 / 100) = 0.549, with a
  // standard error of about 1 / sqrt(4000) = 0.016.
  Link link = wire(100, 50ms);
  link.jitter = 5ms;
  const auto times = totals(
      transfer(one_link(link), {0, 1, 100, 4000, false, 0s, 10ms, std::chrono::hours(1), 1, kUdp}));
  CHECK(correlation(times) == Approx(std::exp(-0.6)).margin(4 * 0.016));
}

TEST_CASE("No packet overtakes another, however large the jitter", "[network]") {
  // Where TCP saw packets out of order it would send some twice and halve its window: 1 MB would
  // take many round trips of 20 ms more. 83 ms at 100 Mbps and the delays of its last packet.
  Link link = wire(100, 10ms);
  link.jitter = 10ms;
  const auto jittery = totals(transfer(one_link(link), {0, 1, 1'000'000, 20}));
  for (std::size_t i = 10; i < jittery.size(); ++i) CHECK(jittery[i] < 0.083 + 0.010 + 0.060);

  PacketNetwork network(one_link(link), kUdp, 1);
  std::vector<int> order;
  for (int i = 0; i < 1000; ++i)
    schedule(1ms * i, [&, i] {
      network.send({0, 1, {100}}, [&order, i](const MessageTimes&) { order.push_back(i); });
    });
  ns3::Simulator::Run();
  CHECK(order.size() == 1000);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("Independent losses have runs of random lengths", "[network]") {
  // 10 % of 20,000: standard error 0.2 %. A run goes on with the chance of a loss: 1 / 0.9.
  const auto arrived = arrivals(wire(100, 1ms, 0.1), 20'000);
  CHECK(lost_share(arrived) == Approx(0.1).margin(4 * 0.002));
  CHECK(mean_run_of_losses(arrived) == Approx(1 / 0.9).margin(0.04));
}

TEST_CASE(
    "Bursts of loss have the mean length that was asked for, and the share of losses stays the "
    "same",
    "[network]") {
  // About 400 runs of five: the standard error of a geometric mean is sqrt(20 / 400) = 0.22; of the
  // fraction, 0.2 % times sqrt((1 + 0.78) / (1 - 0.78)) for states that are kept with 0.78.
  Link link = wire(100, 1ms, 0.1);
  link.loss_burst = 5;
  const auto arrived = arrivals(link, 20'000);
  CHECK(lost_share(arrived) == Approx(0.1).margin(4 * 0.006));
  CHECK(mean_run_of_losses(arrived) == Approx(5).margin(4 * 0.22));
}

TEST_CASE("If bursts are too short for a heavy loss, they get the shortest possible length",
          "[network]") {
  // 90 % lost: with every packet that passes followed by one that does not, runs of 9.
  Link link = wire(100, 1ms, 0.9);
  link.loss_burst = 2;
  const auto arrived = arrivals(link, 20'000);
  CHECK(lost_share(arrived) == Approx(0.9).margin(0.01));
  CHECK(mean_run_of_losses(arrived) == Approx(9).margin(0.9));
}

TEST_CASE("Where all packets are lost nothing arrives and the simulation ends", "[network]") {
  for (const double burst : {1.0, 10.0}) {
    Link link = wire(100, 1ms, 1);
    link.loss_burst = burst;
    CHECK(lost_share(arrivals(link, 1000)) == 1);
    CHECK(transfer(one_link(link), {0, 1, 1000}).empty());
  }
}
