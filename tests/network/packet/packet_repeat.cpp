// The same seed gives the same times, whatever ran before. A network may be destroyed at any time.

#include <catch2/catch.hpp>
#include <memory>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

Link with(void (*change)(Link&)) {
  Link link = wire(20, 2ms);
  change(link);
  return link;
}

struct Impaired {
  const char* what;
  Link link;
};

std::vector<Impaired> kinds() {
  return {
      {"jitter", with([](Link& link) { link.jitter = 2ms; })},
      {"loss", with([](Link& link) { link.loss = {0.02}; })},
      {"bursts", with([](Link& link) {
         link.loss = {0.02};
         link.loss_burst = 3;
       })},
      {"background", with([](Link& link) {
         link.background = {{5e6}, {5e6}, 20ms, 20ms};
         link.discipline = Link::Discipline::fq_codel;
       })},
      {"Wi-Fi", with([](Link& link) {
         link.kind = &link_kind("wifi");
         link.own = {{"stations", std::int64_t{2}}};
         link.background = {{2e6}, {2e6}, 20ms, 20ms};
       })},
  };
}

std::vector<double> run(const Link& link, std::uint64_t seed) {
  Transfer plan{0, 1, 50'000, 10};
  plan.seed = seed;
  plan.limit = 20s;
  return totals(transfer(one_link(link), plan));
}

/// What a cold message of 50 kB takes in a network of its own.
const std::vector<double>& undisturbed() {
  static const std::vector<double> times =
      totals(transfer(one_link(wire(20, 2ms)), {0, 1, 50'000}));
  return times;
}

}  // namespace

TEST_CASE("Every random part depends only on the seed", "[network]") {
  std::vector<std::vector<double>> first;
  for (const Impaired& kind : kinds()) first.push_back(run(kind.link, 7));
  const auto all = kinds();
  for (std::size_t i = all.size(); i-- > 0;) {  // in another order
    INFO(all[i].what);
    CHECK(first[i].size() == 10);
    CHECK(run(all[i].link, 7) == first[i]);
    CHECK(run(all[i].link, 8) != first[i]);
  }
}

TEST_CASE("A network may be destroyed at any time, and leaves nothing behind", "[network]") {
  // Under the sanitizers this also shows what is freed too early.
  for (const Impaired& kind : kinds()) {
    for (const auto protocol : {Transport::Protocol::tcp, Transport::Protocol::udp}) {
      for (const Duration stop : {0ms, 1ms, 3ms, 10ms, 100ms}) {
        INFO(kind.what << ", stopped after " << stop.count() << " ns");
        const auto held = std::make_shared<int>(0);  // by every callback that was not destroyed
        int delivered = 0;
        {
          PacketNetwork network(one_link(kind.link), {protocol}, 1);
          const auto arrived = [&delivered, held](const MessageTimes&) { ++delivered; };
          schedule(0ms, [&, held] {
            network.send({0, 1, {100'000}}, arrived);
            network.send({1, 0, {100'000}, 3}, [&, held](const MessageTimes&) {
              network.close_connections(3);
              network.send({1, 0, {1}, 3}, arrived);
            });
          });
          schedule(2ms, [&, held] { network.close_connections(0); });
          ns3::Simulator::Stop(ns3::NanoSeconds(stop.count()));
          ns3::Simulator::Run();
        }
        CHECK(held.use_count() == 1);
        CHECK(SimClock::now().time_since_epoch() == 0ns);
        // Client 0's 100 kB take longer than the 2 ms after which its connection is closed.
        CHECK(delivered <= 1);
        // The next network does not notice it: its first message takes what it always takes.
        CHECK(totals(transfer(one_link(wire(20, 2ms)), {0, 1, 50'000})) == undisturbed());
      }
    }
  }
}

TEST_CASE("A network may be destroyed without having been used", "[network]") {
  { PacketNetwork never_used(one_link(wire(1, 1ms)), {}, 1); }
  CHECK(totals(transfer(one_link(wire(20, 2ms)), {0, 1, 50'000})) == undisturbed());
}
