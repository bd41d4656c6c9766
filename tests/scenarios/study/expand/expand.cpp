#include "scenarios/study/expand/expand.h"

#include <catch2/catch.hpp>
#include <set>

#include "scenarios/study/print/print_study.h"
#include "scenarios/study/read/read_study.h"

using namespace tiersim;

namespace {

const std::string kStudy = R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity, sptq, sptq+partition]
deployments: [mobile, edge, cloud, mobile-edge]
tiers:
  mobile: {cpu_share: 25 %}
  edge: {cpu_share: 50 %, cores: 2, workers: 2, power: 12.5 W}
  cloud: {}
links:
  mobile-edge: {bandwidth: 200 Mbps, delay: 1 ms}
  edge-cloud: {bandwidth: 1 Mbps, delay: 10 ms, loss: 0.1 %}
)";

}  // namespace

TEST_CASE("The shipped study expands to the scenarios it names", "[expand]") {
  // identity and sptq on three tiers each, sptq+partition on one pair: 7, at four bandwidths.
  const ExpandedStudy study = expand(Document::read(TIERSIM_SCENARIOS "/quickstart.yaml"));
  CHECK(study.scenarios.size() == 28);
  CHECK(study.left_out == 12 - 7);
  REQUIRE(study.points.size() == 4);
  CHECK(study.points[3].study.links.at("edge-cloud").up.value == 200e6);
  CHECK(std::get<double>(study.points[3].values.at(0).value) == 200e6);
  CHECK(study.points[3].values.at(0).unit == "bit/s");
  CHECK_FALSE(study.points[0].study.question.empty());
}

TEST_CASE("The shipped bandwidth sweep has every operator where it fits", "[expand]") {
  // 8 operators that do not split on three tiers each, 2 that split on three pairs: 30, of four
  // subjects at twenty bandwidths of equal ratio.
  const ExpandedStudy study = expand(Document::read(TIERSIM_SCENARIOS "/bandwidth-sweep.yaml"));
  CHECK(study.scenarios.size() == 30 * 4 * 20);
  REQUIRE(study.points.size() == 20);
  const auto bandwidth = [&](std::size_t point) {
    return study.points[point].study.links.at("edge-cloud").up.value;
  };
  CHECK(bandwidth(0) == 0.5e6);
  CHECK(bandwidth(19) == 1e9);
  CHECK(bandwidth(7) / bandwidth(6) == Approx(bandwidth(1) / bandwidth(0)));
}

TEST_CASE("Sweeps cross, the last path changing fastest", "[expand]") {
  const ExpandedStudy study = expand(Document::parse(kStudy + R"(sweep:
  tiers.edge.cpu_share: [25 %, 50 %]
  request.payload: [tensor, 10 kB, 20 kB]
)",
                                                     "s.yaml"));
  REQUIRE(study.points.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    const Study& point = study.points[i].study;
    CHECK(point.tiers.at("edge").cpu_share.value == (i < 3 ? 0.25 : 0.5));
    const std::int64_t payloads[]{0, 10'000, 20'000};  // 0: none, for "tensor"
    const Bytes* const size = std::get_if<Bytes>(&point.request.payload);
    CHECK((size ? size->value : 0) == payloads[i % 3]);
  }
  // A column of words and sizes is a column of texts.
  CHECK(std::get<std::string>(study.points[0].values.at(1).value) == "tensor");
  CHECK(std::get<std::string>(study.points[1].values.at(1).value) == "10 kB");
}

TEST_CASE("Two swept settings of the command line cross, too", "[expand]") {
  const Overrides overrides{
      {{"tiers.edge.workers", "1"}},
      {{"request.count", "1,2"}, {"compute", "measured,live"}, {"seed", "5,6,7"}}};
  const ExpandedStudy study = expand(Document::parse(kStudy, "s.yaml"), overrides);
  REQUIRE(study.points.size() == 12);
  for (std::size_t i = 0; i < 12; ++i) {
    CHECK(study.points[i].study.request.count == static_cast<std::int64_t>(1 + i / 6));
    CHECK(study.points[i].study.live == (i / 3 % 2 == 1));
    CHECK(study.points[i].study.seed == static_cast<std::int64_t>(5 + i % 3));
  }
}

TEST_CASE("The command line replaces what is written", "[expand]") {
  const Overrides overrides{{{"request.count", "7"}, {"links.edge-cloud.delay", "3 ms"}},
                            {{"links.edge-cloud.bandwidth", "1 Mbps,2 Mbps"}}};
  const ExpandedStudy study = expand(Document::parse(kStudy, "s.yaml"), overrides);
  REQUIRE(study.points.size() == 2);
  CHECK(study.points[1].study.request.count == 7);
  CHECK(study.points[1].study.links.at("edge-cloud").delay == std::chrono::milliseconds(3));
  CHECK(study.points[1].study.links.at("edge-cloud").up.value == 2e6);
}

TEST_CASE("The expanded study, every default written out, reads back to itself", "[expand]") {
  for (const std::string& extra :
       {std::string(), std::string("sweep: {request.count: [1, 2]}\n"),
        std::string("question: \"Why: this? #1\"\nstart: cold\nseed: 9\n"),
        std::string("compute: measured\nextrapolate: true\n")}) {
    const ExpandedStudy once = expand(Document::parse(kStudy + extra, "s.yaml"));
    const ExpandedStudy twice = expand(Document::parse(once.expanded_yaml, "s.yaml"));
    CHECK(twice.expanded_yaml == once.expanded_yaml);
    CHECK(twice.scenarios.size() == once.scenarios.size());
    CHECK(twice.points[0].study.question == once.points[0].study.question);
  }
}
