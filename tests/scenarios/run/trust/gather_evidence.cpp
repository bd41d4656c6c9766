#include "scenarios/run/trust/gather_evidence.h"

#include <catch2/catch.hpp>

#include "scenarios/run/trust/trust.h"
#include "tests/scenarios/run/trust/one_tier_run.h"
#include "tests/sim/fixed_network.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// A tier that computes 10 ms for each of 400 Poisson arrivals, on the device where they start.
Evidence run_at(double load, std::uint64_t seed, int workers) {
  OneTierRun one;
  one.scenario.journey = direct_journey({"mobile"});
  one.scenario.queues[0].workers = workers;
  one.scenario.arrivals = OpenLoop{100 * load * workers, true};
  one.scenario.request_count = 400;
  one.scenario.seed = seed;
  // Samples from 8 to 12 ms.
  one.profile.service.clear();
  for (int i = 0; i <= 400; ++i) one.profile.service.push_back({8'000'000 + 10'000 * i});
  FixedNetwork network;
  const SimulationResult result = simulate(one.scenario, network);
  FinishedRun run{one.topology, one.scenario, result.requests, Transport{}};
  run.busy = result.busy;
  run.span = result.span;
  return gather_evidence(run);
}

}  // namespace

TEST_CASE("A run has evidence of its tiers, links, profiles, network and waits", "[trust]") {
  OneTierRun one;
  const Evidence evidence = gather_evidence(one.finished());
  CHECK(evidence.problem.empty());
  CHECK(evidence.tiers.size() == 1);
  CHECK(evidence.links.size() == 2);
  CHECK(evidence.profiles.size() == 1);
  CHECK(evidence.fidelity.name == "packet");
  CHECK(evidence.theory.form == "M/G/1");
  FinishedRun emulated = one.finished();
  emulated.emulated = true;
  CHECK(gather_evidence(emulated).tiers.size() == 1);
  CHECK(gather_evidence(emulated).profiles.empty());
  CHECK(gather_evidence(emulated).theory.form.empty());
}

TEST_CASE("A simulated tier is as busy as its load says", "[trust]") {
  // The last of 400 requests does not come exactly at its mean time: one standard deviation of the
  // span is 1 / sqrt(400) = 5 %.
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) sum += run_at(0.5, seed, 1).tiers[0].share;
  CHECK(sum / 20 == Approx(0.5).epsilon(3 * 0.05 / std::sqrt(20)));
}

TEST_CASE("The waits of a simulation are those of theory in most runs", "[trust]") {
  int covered = 0, far = 0;
  constexpr int kRuns = 100;
  for (std::uint64_t seed = 1; seed <= kRuns; ++seed) {
    const TheoryEvidence theory = run_at(0.4, seed, 1).theory;
    REQUIRE(theory.is_made());
    covered += theory.covers() ? 1 : 0;
    far += theory.distance > 3 ? 1 : 0;
  }
  // 95 of 100 are expected; 87 is 3.7 standard deviations (sqrt(100 * 0.95 * 0.05) = 2.2) below.
  CHECK(covered >= 87);
  CHECK(far == 0);
}

TEST_CASE("A higher load never improves the word", "[trust]") {
  for (const int workers : {1, 2}) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      TrustWord before = TrustWord::good;
      for (const double load : {0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99}) {
        const Trust trust = trust_of(run_at(load, seed, workers));
        INFO(workers << " workers, seed " << seed << ", load " << load << ": " << trust.reason);
        CHECK(trust.word >= before);
        before = trust.word;
      }
    }
  }
}
