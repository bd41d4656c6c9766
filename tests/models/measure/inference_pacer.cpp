#include "models/measure/inference_pacer.h"

#include <catch2/catch.hpp>

#include "tests/models/measure/burn.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("Paced inference takes its CPU time times the inverse of the share", "[throttle]") {
  for (const double share : {1.0, 0.5, 0.25, 0.1}) {
    const InferencePacer pacer(share);
    const MeasuredTime before = wall_now();
    pacer.wait_after(before, {2'000'000}, [] { burn(0.5); });
    // The wait is cpu (1/share - 1) or more. How much more depends on the machine.
    CHECK(static_cast<double>(wall_now().ns - before.ns) >= 2e6 * (1 / share - 1));
  }
}
