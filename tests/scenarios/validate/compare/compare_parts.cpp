#include "scenarios/validate/compare/compare_parts.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/validate/compare/rounds.h"

using namespace tiersim;

namespace {

/// A round of `requests` requests, of which only the means of the parts matter, in ms.
ScenarioRound with_parts(std::size_t requests, double network, double queue, double compute) {
  ScenarioRound round;
  round.latency.assign(requests, Duration{0});
  round.part_mean = {{"network_ns.mobile-edge", network * 1e6},
                     {"queue_ns.edge", queue * 1e6},
                     {"compute_ns.edge", compute * 1e6}};
  return round;
}

std::string blamed(const std::vector<ScenarioRound>& simulated,
                   const std::vector<ScenarioRound>& emulated) {
  return part_to_blame(compare_parts({simulated, emulated}));
}

}  // namespace

TEST_CASE("A part's mean is that over all requests, so that a long round counts more",
          "[compare_parts]") {
  // (10 * 1 + 30 * 3) / 40 = 2.5 ms. The rounds' own means are 3 - 1 = 2 ms apart.
  const auto parts = compare_parts(
      {{with_parts(10, 0, 0, 2)}, {with_parts(10, 0, 0, 1), with_parts(30, 0, 0, 3)}});
  const ComparedPart& compute = parts.at("compute_ns.edge");
  CHECK(compute.simulated == Approx(2e6));
  CHECK(compute.emulated == Approx(2.5e6));
  CHECK(compute.difference() == Approx(-0.5e6));
  CHECK(compute.emulated_range == Approx(2e6));
}

TEST_CASE("The part that differs most is to blame, whichever it is", "[compare_parts]") {
  const std::vector<ScenarioRound> simulated{with_parts(9, 5, 1, 10)};
  // The emulation repeats itself within 0.1 ms. Each line adds 0.5 to 2 ms to one part.
  const auto emulated = [](double network, double queue, double compute) {
    return std::vector<ScenarioRound>{with_parts(9, network, queue, compute),
                                      with_parts(9, network + 0.1, queue, compute - 0.1)};
  };
  CHECK(blamed(simulated, emulated(5.5, 1, 10)) == "network_ns.mobile-edge");
  CHECK(blamed(simulated, emulated(5, 3, 10)) == "queue_ns.edge");
  CHECK(blamed(simulated, emulated(5, 1, 12)) == "compute_ns.edge");
  CHECK(blamed(simulated, emulated(5, 1, 8)) == "compute_ns.edge");  // faster is wrong, too
  // Network 0.55 ms longer and compute 0.95 ms shorter: the total hides what the parts show.
  CHECK(blamed(simulated, emulated(5.5, 1, 9.1)) == "compute_ns.edge");
}

TEST_CASE("Nothing is to blame where the emulation differs from itself as much",
          "[compare_parts]") {
  // Compute: simulated 10, emulated 11 and 13: 2 ms off and 2 ms from round to round.
  CHECK(blamed({with_parts(9, 5, 1, 10)}, {with_parts(9, 5, 1, 11), with_parts(9, 5, 1, 13)})
            .empty());
  CHECK(part_to_blame({}).empty());
}

TEST_CASE("A part that one half lacks is 0 there", "[compare_parts]") {
  const auto parts =
      compare_parts({{round_of_ms({7}, "compute_ns.edge")}, {round_of_ms({9}, "load_ns.edge")}});
  CHECK(parts.at("compute_ns.edge").emulated == 0);
  CHECK(parts.at("load_ns.edge").simulated == 0);
  CHECK(part_to_blame(parts) == "load_ns.edge");  // 9 ms against 7
}
