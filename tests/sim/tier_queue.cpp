#include "sim/tier_queue.h"

#include <ns3/simulator.h>

#include <boost/random/exponential_distribution.hpp>
#include <catch2/catch.hpp>
#include <functional>
#include <vector>

#include "sim/random_streams.h"

using namespace tiersim;
using namespace std::chrono_literals;

TEST_CASE("Jobs wait for the first free worker, in order of arrival", "[tier_queue]") {
  // Two workers, four jobs of 10 ms at once: two start at 0, two wait 10 ms.
  TierQueue queue(2);
  std::vector<Duration> waits;
  for (int i = 0; i < 4; ++i) queue.submit(10ms, [&](Duration waited) { waits.push_back(waited); });
  ns3::Simulator::Run();
  CHECK(waits == std::vector<Duration>{0ms, 0ms, 10ms, 10ms});
  CHECK(SimClock::now().time_since_epoch() == 20ms);
  ns3::Simulator::Destroy();
}

TEST_CASE("Poisson arrivals and exponential service wait as M/M/1 says", "[tier_queue]") {
  // rho = 0.5: mean wait in the queue = rho / (1 - rho) * service = 10 ms (Kleinrock, vol. 1, 3.2).
  constexpr double kService = 10e6, kBetween = 20e6;  // ns
  constexpr int kJobs = 200'000;
  RandomStream arrivals(1), services(2);
  boost::random::exponential_distribution<double> exponential(1.0);
  TierQueue queue(1);
  double total_wait = 0;
  int left = kJobs;
  const std::function<void()> arrive = [&] {
    queue.submit(Duration(static_cast<std::int64_t>(exponential(services.engine()) * kService)),
                 [&](Duration waited) { total_wait += static_cast<double>(waited.count()); });
    if (--left > 0)
      schedule(Duration(static_cast<std::int64_t>(exponential(arrivals.engine()) * kBetween)),
               arrive);
  };
  schedule(0ms, arrive);
  ns3::Simulator::Run();
  ns3::Simulator::Destroy();
  CHECK(total_wait / kJobs == Approx(10e6).epsilon(0.03));
}
