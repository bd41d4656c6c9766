#include "scenarios/validate/compare/compare_decisions.h"

#include <catch2/catch.hpp>

using namespace tiersim;

namespace {

/// A candidate on the tier `deployment`. Its emulated medians differ by `range` over the rounds.
Candidate on(const char* deployment, double simulated, double emulated, double range = 0) {
  return {"sptq", deployment, simulated, emulated, range};
}

}  // namespace

TEST_CASE("Both choose the smallest median", "[compare_decisions]") {
  const Decision same = compare_decisions({on("mobile", 30, 31), on("edge", 20, 25)});
  CHECK(same.agreement == Agreement::yes);
  CHECK(same.simulated_deployment == "edge");
  CHECK(same.emulated_deployment == "edge");
  CHECK(same.regret == 0);
}

TEST_CASE("The regret is what the simulated winner costs more in the emulation",
          "[compare_decisions]") {
  // Simulation chooses the edge (20 < 22). Emulation finds the cloud faster: 24 / 20 - 1 = 20 %.
  const Decision differs = compare_decisions({on("edge", 20, 24, 1), on("cloud", 22, 20, 1)});
  CHECK(differs.agreement == Agreement::no);
  CHECK(differs.simulated_deployment == "edge");
  CHECK(differs.emulated_deployment == "cloud");
  CHECK(differs.regret == Approx(0.2));
}

TEST_CASE("Another choice is a tie if the emulation does not tell both apart",
          "[compare_decisions]") {
  // The emulated medians differ by 1. One of them varies by 1.5 from round to round.
  const Decision tie = compare_decisions({on("edge", 20, 21, 1.5), on("cloud", 22, 20, 0.2)});
  CHECK(tie.agreement == Agreement::tie);
  CHECK(tie.regret == Approx(0.05));  // 21 / 20 - 1
  // The noise of a candidate that neither chooses does not matter.
  const Decision no = compare_decisions(
      {on("edge", 20, 21, 0.5), on("cloud", 22, 20, 0.2), on("mobile", 90, 91, 50)});
  CHECK(no.agreement == Agreement::no);
}

TEST_CASE("Of equal medians the first wins", "[compare_decisions]") {
  const Decision decision = compare_decisions({on("edge", 20, 20), on("cloud", 20, 20)});
  CHECK(decision.simulated_deployment == "edge");
  CHECK(decision.agreement == Agreement::yes);
}
