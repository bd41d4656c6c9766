#include "scenarios/measure/choose_cut.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"

using namespace tiersim;

namespace {

/// Three places to cut a model of 8 ms: many bytes early, few late.
std::vector<CutRecord> cuts() {
  return {{"input.quantize", {500}, 0, 800, {0}, {8'000'000}},
          {"early", {100'000}, 200, 600, {2'000'000}, {6'000'000}},
          {"middle", {20'000}, 400, 400, {4'000'000}, {4'000'000}},
          {"late", {1'000}, 790, 10, {7'900'000}, {100'000}},
          {"fc", {10}, 800, 0, {8'000'000}, {0}}};
}

Study study(double mobile, double edge, double cloud, double near_mbps, double far_mbps) {
  Study study;
  study.tiers["mobile"].cpu_share = {mobile};
  study.tiers["edge"].cpu_share = {edge};
  study.tiers["cloud"].cpu_share = {cloud};
  study.links["mobile-edge"].up = {near_mbps * 1e6};
  study.links["edge-cloud"].up = {far_mbps * 1e6};
  return study;
}

std::string chosen(const Study& study, const std::string& deployment) {
  return choose_cut(cuts(), study, deployment).layer;
}

}  // namespace

TEST_CASE("The cut is the one with the least time to compute and to send", "[cut]") {
  // Mobile at 25 %, edge at 50 %. At 10 Mbps: early 8 + 80 + 12, middle 16 + 16 + 8 = 40,
  // late 31.6 + 0.8 + 0.2 = 32.6 ms. At 1000 Mbps: early 8 + 0.8 + 12 = 20.8, middle 24.16,
  // late 31.8 ms. At 40 Mbps: early 40, middle 16 + 4 + 8 = 28, late 32 ms.
  CHECK(chosen(study(0.25, 0.5, 1, 10, 1), "mobile-edge") == "late");
  CHECK(chosen(study(0.25, 0.5, 1, 40, 1), "mobile-edge") == "middle");
  CHECK(chosen(study(0.25, 0.5, 1, 1000, 1), "mobile-edge") == "early");
}

TEST_CASE(
    "A faster first tier keeps more of the model, and a routed path is as slow as its slowest "
    "link",
    "[cut]") {
  // At equal speeds computing costs 8 ms anywhere: the fewest bytes decide.
  CHECK(chosen(study(1, 1, 1, 1000, 1000), "mobile-edge") == "late");
  // Mobile 10 %, cloud 100 %, over 1000 and 2 Mbps: early 20 + 400 + 6, middle 40 + 80 + 4 = 124,
  // late 79 + 4 + 0.1 = 83.1 ms; over 1000 and 1000 Mbps early 20 + 0.8 + 6.
  CHECK(chosen(study(0.1, 0.5, 1, 1000, 2), "mobile-cloud") == "late");
  CHECK(chosen(study(0.1, 0.5, 1, 1000, 1000), "mobile-cloud") == "early");
}

TEST_CASE("A cut leaves both tiers something to compute", "[cut]") {
  std::vector<CutRecord> ends{cuts().front(), cuts().back()};
  CHECK_THROWS_AS(choose_cut(ends, study(1, 1, 1, 1, 1), "mobile-edge"), UserError);
}

TEST_CASE("An operator says whether its cut is open, and takes one", "[cut]") {
  CHECK(leaves_cut_open(parse_operator("sptq+partition")));
  CHECK(leaves_cut_open(parse_operator("partition(cut=auto)")));
  CHECK_FALSE(leaves_cut_open(parse_operator("sptq+partition(cut=fc)")));
  CHECK_FALSE(leaves_cut_open(parse_operator("sptq")));
  CHECK_FALSE(leaves_cut_open(StudyOperator::foreign("partitioned elsewhere")));
  CHECK(before_cut(parse_operator("partition")).text() == "identity");
  CHECK(before_cut(parse_operator("sptq(observer=mse)+partition")).text() == "sptq(observer=mse)");
  CHECK(with_cut(parse_operator("sptq+partition(cut=auto)"), "layer1.0.add").text() ==
        "sptq+partition(cut=layer1.0.add)");
}
