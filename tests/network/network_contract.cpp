#include <ns3/simulator.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

#include "network/fidelity.h"
#include "sim/clock.h"
#include "tests/network/transfers.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// Of which coarse makes segments of several packets.
const Traffic kOneClient{{1'000'000}, {1'000'000}, false, false};

std::unique_ptr<NetworkModel> network(Fidelity fidelity, const Topology& topology,
                                      std::uint64_t seed = 1, const Transport& transport = {}) {
  const int packets = packets_per_segment(fidelity, topology, transport, kOneClient);
  return make_network(fidelity, topology, transport, packets, seed);
}

Topology three_places() { return chain({wire(100, 2ms), wire(50, 5ms)}); }

Fidelity any_fidelity() { return GENERATE(Fidelity::packet, Fidelity::coarse, Fidelity::analytic); }

}  // namespace

TEST_CASE("Coarse makes segments of several packets of what the contract sends", "[contract]") {
  CHECK(packets_per_segment(Fidelity::coarse, three_places(), {}, kOneClient) > 1);
}

TEST_CASE("Messages of one client, pair and direction arrive in the order they were sent",
          "[contract]") {
  const auto model = network(any_fidelity(), three_places());
  std::vector<int> up, down;
  schedule(0ms, [&] {
    for (const int i : {0, 1, 2, 3}) {
      // Large ones first: small ones have to wait behind them.
      model->send({0, 2, {400'000 / (1 + 20 * i)}}, [&, i](const MessageTimes&) {
        up.push_back(i);
        model->send({2, 0, {40'000 / (1 + 20 * i)}},
                    [&, i](const MessageTimes&) { down.push_back(i); });
      });
    }
  });
  ns3::Simulator::Run();
  CHECK(up == std::vector<int>{0, 1, 2, 3});
  CHECK(down == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("The parts of a message's time are not negative and add up to it", "[contract]") {
  const Fidelity fidelity = any_fidelity();
  const bool udp = GENERATE(false, true);
  Transport transport;
  if (udp) transport.protocol = Transport::Protocol::udp;
  Topology topology = three_places();
  topology.links[0].link.jitter = GENERATE(0us, 300us);
  const auto model = network(fidelity, topology, 1, transport);
  int arrived = 0;
  const auto send = [&](std::size_t client, std::size_t from, std::size_t to, std::int64_t size) {
    model->send({from, to, {size}, client},
                [&, sent = SimClock::now(), client, from](const MessageTimes& times) {
                  INFO("client " << client << " from " << from);
                  ++arrived;
                  CHECK(times.total() == SimClock::now() - sent);
                  CHECK(times.connect >= 0ns);
                  CHECK(times.transmission >= 0ns);
                  CHECK(times.propagation > 0ns);
                  CHECK(times.queueing >= 0ns);
                });
  };
  schedule(0ms, [&] {
    for (const std::size_t client : {0, 1, 2}) {
      send(client, 0, 2, 200'000);
      send(client, 2, 0, 3'000);
      send(client, 0, 1, 1);
    }
  });
  schedule(3s, [&] { send(0, 0, 2, 50'000); });
  schedule(10s, [] { ns3::Simulator::Stop(); });
  ns3::Simulator::Run();
  CHECK(arrived == 10);
}

TEST_CASE("The first message pays for the connection, and again once it is closed", "[contract]") {
  const auto model = network(any_fidelity(), three_places());
  std::vector<Duration> connect;
  const auto send = [&] {
    model->send({0, 1, {10'000}},
                [&](const MessageTimes& times) { connect.push_back(times.connect); });
  };
  schedule(0ms, send);
  schedule(100ms, send);
  schedule(200ms, [&] {
    model->close_connections(0);
    send();
  });
  schedule(300ms, [&] {
    model->close_connections(7);  // another client's
    send();
  });
  ns3::Simulator::Run();
  REQUIRE(connect.size() == 4);
  // A segment each way: 2 ms of delay there and back, and the time of 124 bytes at 100 Mbps.
  for (const int first : {0, 2}) {
    CHECK(connect[static_cast<std::size_t>(first)] >= 4ms);
    CHECK(connect[static_cast<std::size_t>(first)] <= 4100us);
  }
  CHECK(connect[1] == 0ms);
  CHECK(connect[3] == 0ms);
}

TEST_CASE("A message that is under way when its connection is closed never arrives", "[contract]") {
  const auto model = network(any_fidelity(), three_places());
  int mine = 0, others = 0;
  schedule(0ms, [&] {
    model->send({0, 2, {500'000}, 0}, [&](const MessageTimes&) { ++mine; });
    model->send({0, 2, {500'000}, 1}, [&](const MessageTimes&) { ++others; });
  });
  schedule(50ms, [&] { model->close_connections(0); });
  ns3::Simulator::Run();
  CHECK(mine == 0);
  CHECK(others == 1);
}

TEST_CASE("Every client has its own connection, and all share the links", "[contract]") {
  const auto model = network(any_fidelity(), chain({wire(20, 1ms)}));
  std::vector<Duration> took;
  schedule(0ms, [&] {
    for (std::size_t client = 0; client < 4; ++client)
      model->send({0, 1, {250'000}, client}, [&](const MessageTimes& times) {
        CHECK(times.connect > 0ms);
        took.push_back(times.total());
      });
  });
  ns3::Simulator::Run();
  REQUIRE(took.size() == 4);
  // 250 kB in 173 packets are 259,342 bytes on the wire: 103.7 ms; the last of four needs 415.
  CHECK(took.front() >= 103ms);
  CHECK(took.back() >= 415ms);
  CHECK(took.back() <= 440ms);
}

TEST_CASE("A message without a byte, or to nowhere, is the caller's mistake", "[contract]") {
  const auto model = network(any_fidelity(), three_places());
  CHECK_THROWS_AS(model->send({0, 1, {0}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(model->send({0, 1, {-5}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(model->send({1, 1, {5}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(model->send({0, 7, {1}}, {}), std::out_of_range);
  CHECK_THROWS_AS(model->send({7, 0, {1}}, {}), std::out_of_range);
  CHECK_THROWS_AS(model->place("moon"), std::out_of_range);
  CHECK(model->place("cloud") == 2);
}

TEST_CASE("Times depend on the seed and on nothing that ran before", "[contract]") {
  const Fidelity fidelity = any_fidelity();
  Link link = wire(50, 2ms, 0.01);
  link.jitter = 300us;
  const auto times = [&](std::uint64_t seed) {
    return transfer_times([&] { return network(fidelity, chain({link}), seed); }, 1,
                          {200'000, 20, false, 2});
  };
  const auto first = times(7);
  CHECK(first.size() == 40);
  const auto other = times(8);
  CHECK(times(7) == first);
  CHECK(other != first);
}

TEST_CASE("Over a link on which nothing passes no message arrives, and the simulation ends",
          "[contract]") {
  const Fidelity fidelity = any_fidelity();
  Topology topology = three_places();
  topology.links[1].link.up = {0};
  const auto model = network(fidelity, topology);
  bool to_edge = false, to_cloud = false;
  schedule(0ms, [&] {
    model->send({0, 2, {10'000}}, [&](const MessageTimes&) { to_cloud = true; });
    model->send({0, 1, {10'000}}, [&](const MessageTimes&) { to_edge = true; });
  });
  ns3::Simulator::Run();
  CHECK(to_edge);
  CHECK_FALSE(to_cloud);
}
