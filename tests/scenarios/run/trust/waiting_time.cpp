#include "scenarios/run/trust/waiting_time.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace tiersim;

namespace {

/// The mean wait in M/G/c by the recursion of Kiefer and Wolfowitz (1955): a request goes to the
/// server that is free first. `draw` returns a service time with mean 1.
template <typename Draw>
double simulated_wait(int servers, double load, const Draw& draw) {
  constexpr int kRequests = 400'000;
  std::mt19937_64 random(1);
  std::exponential_distribution<double> gap(load * servers);
  std::vector<double> free_at(static_cast<std::size_t>(servers), 0);
  double now = 0, waits = 0;
  for (int i = 0; i < kRequests; ++i) {
    now += gap(random);
    const auto first = std::min_element(free_at.begin(), free_at.end());
    const double start = std::max(now, *first);
    waits += start - now;
    *first = start + draw(random);
  }
  return waits / kRequests;
}

}  // namespace

TEST_CASE("The moments of service times are those of their samples", "[trust]") {
  // Mean 10, variance ((5 - 10)^2 + (15 - 10)^2) / 2 = 25: 25 / 10^2.
  const ServiceMoments moments = ServiceMoments::of({{5}, {15}});
  CHECK(moments.mean == 10);
  CHECK(moments.squared == 0.25);
}

TEST_CASE("One server: the formula of Pollaczek and Khinchine", "[trust]") {
  CHECK(mean_wait_exponential(1, 0.6, 10) == Approx(15));  // 0.6 / 0.4 * 10
  CHECK(mean_wait_constant(1, 0.6, 10) == Approx(7.5));    // half of it
  CHECK(mean_wait(1, 0.6, {10, 0.25}) == Approx(9.375));   // 0.6 * 10 * 1.25 / (2 * 0.4)
  CHECK(mean_wait(1, 0.6, {10, 1}) == Approx(15));         // M/M/1
  CHECK(mean_wait(1, 0.6, {10, 4}) == Approx(37.5));       // 0.6 * 10 * 5 / 0.8
}

TEST_CASE("Two servers at half load: one request in three waits, a third of a service time",
          "[trust]") {
  // a = 1: 1 + 1 with a free server, (1 / 2) / 0.5 = 1 without: 1 / 3.
  CHECK(probability_to_wait(2, 0.5) == Approx(1.0 / 3));
  CHECK(mean_wait_exponential(2, 0.5, 12) == Approx(4));  // 12 / 3 / (2 * 0.5)
  // (1 - 0.5) (2 - 1) (sqrt(14) - 2) / (16 * 0.5 * 2) = 0.05443.
  CHECK(mean_wait_constant(2, 0.5, 12) == Approx(4 * 1.05443 / 2).epsilon(1e-4));
}

TEST_CASE("Nobody waits without load", "[trust]") {
  for (const int servers : {1, 2, 8}) CHECK(mean_wait(servers, 0, {10, 0.5}) == 0);
}

TEST_CASE("The wait of several servers is within 5 % of a simulated one", "[trust]") {
  for (const int servers : {1, 2, 4}) {
    for (const double load : {0.5, 0.8}) {
      INFO(servers << " servers at load " << load);
      const double constant = simulated_wait(servers, load, [](auto&) { return 1.0; });
      CHECK(mean_wait(servers, load, {1, 0}) == Approx(constant).epsilon(0.05));
      // Half of the service times are 0.5, half are 1.5: c^2 = 0.25.
      std::bernoulli_distribution coin;
      const double two =
          simulated_wait(servers, load, [&](auto& random) { return coin(random) ? 0.5 : 1.5; });
      CHECK(mean_wait(servers, load, {1, 0.25}) == Approx(two).epsilon(0.05));
    }
  }
}

TEST_CASE("A queue forgets later at a higher load, and with service times that vary more",
          "[trust]") {
  CHECK(relaxation_requests(0.25, {10, 1}) == Approx(1));  // 0.25 / (1 - 0.5)^2
  CHECK(relaxation_requests(0.64, {10, 0}) == Approx(8));  // 0.64 / (1 - 0.8)^2 / 2
}
