#include "scenarios/run/trust/trust.h"

#include <catch2/catch.hpp>
#include <iterator>
#include <limits>
#include <random>

#include "scenarios/run/trust/trust_limits.h"

using namespace tiersim;

namespace {

/// One tier that is busy 40 % of the time, 30 % of what is a limit; a profile known within 1 %.
Evidence good_evidence() {
  Evidence evidence;
  evidence.tiers = {{"edge", 0.40, true}};
  evidence.links = {{"mobile-edge up", 0.10, true}};
  evidence.profiles = {{"edge", 100, 0.01, true, false, false}};
  evidence.fidelity = {"packet", 0, "reference", ""};
  return evidence;
}

Trust with(void (*change)(Evidence&)) {
  Evidence evidence = good_evidence();
  change(evidence);
  return trust_of(evidence);
}

void check(const Trust& trust, TrustWord word, const char* reason) {
  CHECK(std::string(name_of(trust.word)) == name_of(word));
  CHECK(trust.reason == reason);
}

}  // namespace

TEST_CASE("A good answer names the figure that is closest to its limit", "[trust]") {
  // 40 % of 70 % is 0.57; 1 % of 2 % is 0.5.
  check(trust_of(good_evidence()), TrustWord::good, "edge is busy 40 % of the time");
}

TEST_CASE("The word is the worst that any figure gives, and the reason names that figure",
          "[trust]") {
  check(with([](Evidence& all) { all.tiers[0].share = 0.80; }), TrustWord::fair,
        "edge is busy 80 % of the time");
  check(with([](Evidence& all) { all.links[0].share = 0.90; }), TrustWord::poor,
        "the link mobile-edge up is busy 90 % of the time");
  check(with([](Evidence& all) { all.tiers[0].share = 0.996; }), TrustWord::no,
        "edge is busy 99.6 % of the time");
  check(with([](Evidence& all) { all.profiles[0].interval = 0.042; }), TrustWord::fair,
        "the median service time on edge is known within 4.2 %");
  check(with([](Evidence& all) {
          all.fidelity = {"analytic", 0.13, "warm together", ""};
        }),
        TrustWord::poor, "analytic is off by up to 13 % of the latency here");
  check(with([](Evidence& all) {
          all.tiers[0].share = 0.80;       // fair
          all.profiles[0].interval = 0.3;  // poor
        }),
        TrustWord::poor, "the median service time on edge is known within 30 %");
}

TEST_CASE("Of two figures with one word, the reason names the one that is closer to its limit",
          "[trust]") {
  // 80 % of 85 % is 0.94; 3 % of 5 % is 0.6.
  check(with([](Evidence& all) {
          all.profiles[0].interval = 0.03;
          all.tiers[0].share = 0.80;
        }),
        TrustWord::fair, "edge is busy 80 % of the time");
}

TEST_CASE("Of a figure and a condition with one word, the reason names the figure", "[trust]") {
  check(with([](Evidence& all) {
          all.profiles[0].imported = true;
          all.tiers[0].share = 0.75;
        }),
        TrustWord::fair, "edge is busy 75 % of the time");
}

TEST_CASE("Conditions without a figure limit the word", "[trust]") {
  check(with([](Evidence& all) { all.problem = "a link is closed"; }), TrustWord::no,
        "a link is closed");
  check(with([](Evidence& all) { all.profiles[0].stable = false; }), TrustWord::fair,
        "the profile of edge is not stable");
  check(with([](Evidence& all) { all.profiles[0].extrapolated = true; }), TrustWord::fair,
        "the times on edge were calculated, not measured");
  check(with([](Evidence& all) { all.profiles[0].imported = true; }), TrustWord::fair,
        "the 100 times on edge were not measured here");
  check(with([](Evidence& all) {
          all.fidelity = {"analytic", 0, "loss", "a loss of 5 %"};
        }),
        TrustWord::fair, "analytic was not tested with a loss of 5 %");
  check(with([](Evidence& all) {
          all.profiles[0].samples = 1;
          all.profiles[0].interval = std::numeric_limits<double>::infinity();
        }),
        TrustWord::poor, "the service time on edge has only 1 sample");
}

TEST_CASE("A mean wait far from theory is told with both figures", "[trust]") {
  Evidence evidence = good_evidence();
  evidence.theory.form = "M/G/1";
  evidence.theory.wait = 8.0e6;
  evidence.theory.requests = 1000;
  evidence.theory.needed = 110;
  evidence.theory.simulated = 12.1e6;
  evidence.theory.half_width = 1e6;
  evidence.theory.distance = 4.1;  // half-widths: 3 to 5 are fair
  check(trust_of(evidence), TrustWord::fair, "the mean wait is 12.1 ms, by M/G/1 8 ms");
  evidence.theory.load = 0.6;
  evidence.theory.needed = 2000;
  check(trust_of(evidence), TrustWord::fair,
        "1000 requests are too few to know the mean wait at 60 % load (2000 are enough)");
}

TEST_CASE("A tier that only clients in a closed loop keep busy is no reason for doubt", "[trust]") {
  check(with([](Evidence& all) {
          all.tiers[0] = {"edge", 0.99, false};
        }),
        TrustWord::good, "the median service time on edge is known within 1.0 %");
}

TEST_CASE("A scenario of which nothing is known is good, and the reason says so", "[trust]") {
  check(trust_of({}), TrustWord::good, "nothing that is known speaks against it");
}

TEST_CASE("A worse figure never improves the word", "[trust]") {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    const auto draw = [&] { return uniform(random); };
    Evidence evidence = good_evidence();
    evidence.tiers[0].share = draw();
    evidence.links[0].share = draw();
    evidence.fidelity = {"analytic", 0.4 * draw(), "", draw() < 0.2 ? "a delay of 1 s" : ""};
    evidence.profiles[0].interval = 0.1 * draw();
    evidence.profiles[0].stable = draw() < 0.9;
    const TrustWord before = trust_of(evidence).word;
    double* const figures[] = {&evidence.tiers[0].share, &evidence.links[0].share,
                               &evidence.fidelity.error, &evidence.profiles[0].interval};
    *figures[seed % std::size(figures)] += draw();
    INFO("seed " << seed);
    CHECK(trust_of(evidence).word >= before);
  }
}
