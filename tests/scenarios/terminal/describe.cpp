#include "scenarios/terminal/describe.h"

#include <catch2/catch.hpp>

#include "scenarios/study/expand/estimate_simulation.h"

using namespace tiersim;

namespace {

const std::string kStudy = R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity]
deployments: [edge]
tiers: {mobile: {}, edge: {}}
links: {mobile-edge: {bandwidth: 10 Mbps, delay: 1 ms}}
)";

ExpandedStudy expanded(const std::string& rest) {
  return expand(Document::parse(kStudy + rest, "s.yaml"));
}

double packets(const std::string& rest) { return estimate_simulation(expanded(rest)).packets; }

}  // namespace

TEST_CASE("A study is described by what it expands to and what it sweeps", "[describe]") {
  const std::string text = describe(expanded(R"(sweep:
  links.mobile-edge.bandwidth: 1 Mbps .. 100 Mbps, log, 3 steps
  zip: {seed: [1, 2], request.count: [10, 20]}
)"));
  CHECK(text ==
        "6 scenarios of 10 to 20 requests at 6 sweep points; 0 pairs of operator and deployment "
        "left out, where one splits and the other does not\n"
        "1 subject x 1 operator x 1 deployment x 6 points, less the pairs left out\n"
        "swept:\n"
        "  links.mobile-edge.bandwidth: 1 Mbps ... 100 Mbps (3 values)\n"
        "  seed: 1, 2; together with request.count: 10, 20 (2 values)\n"
        "estimate: simulation takes less than a second of one core, the work of some 7.2e+02 "
        "packets; a "
        "rough model, preparing and measuring apart\n");
}

TEST_CASE("The estimate counts packets on every link that they cross", "[describe]") {
  // 14480 bytes are ten segments of 1448, the answer is one; each request is worth 4 besides.
  const std::string request = "request: {payload: 14480 B, answer: 1 kB, count: 100";
  CHECK(packets(request + "}\n") == 100 * (10 + 1 + 4));
  CHECK(packets(request + "}\nnetwork: {fidelity: coarse}\n") == 100 * (1 + 1 + 4));
  CHECK(packets(request + "}\nnetwork: {fidelity: analytic}\n") == 100 * 0.3);  // measured
  CHECK(estimate_simulation(expanded(request + "}\n")).seconds == Approx(1500 / 100e3));
  // Of many scenarios some are looked at, and stand for all.
  CHECK(packets(request + "}\nsweep: {seed: '1 .. 20000, linear, 20000 steps'}\n") ==
        Approx(20000 * 100 * (10 + 1 + 4)));
}
