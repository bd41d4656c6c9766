#include "scenarios/calibrate/calibrate.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"
#include "tests/scenarios/calibrate/testbed.h"

using namespace tiersim;
using tiersim::testing::Planted;
using tiersim::testing::TestbedFolder;

namespace {

CalibrationOptions options_in(const TestbedFolder& folder) {
  CalibrationOptions options;
  options.cells = folder / "cells.csv";
  options.output = folder / "out";
  options.read.from = {{"links.mobile-edge.bandwidth", "4 Mbps"},
                       {"links.mobile-edge.bandwidth", "100 Mbps"}};
  options.workers = 2;
  return options;
}

/// The reason why a testbed with these properties is not explained by the study.
std::string misfit_of(const Planted& planted) {
  const TestbedFolder folder("misfit");
  folder.write("cells.csv", folder.cells(planted));
  try {
    calibrate(folder.document(), {}, options_in(folder));
  } catch (const CalibrationMisfit& misfit) {
    CHECK_FALSE(std::filesystem::exists(folder / "out"));
    return misfit.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("A study that includes what a calibration wrote has its sizes and times", "[calibrate]") {
  Planted planted;
  planted.edge_ms = 5;
  planted.payload = 123'000;
  const TestbedFolder folder("included");
  folder.write("cells.csv", folder.cells(planted));
  REQUIRE(calibrate(folder.document(), {}, options_in(folder)) == 0);
  folder.write("next.yaml",
               "tiersim: 1\ninclude: out/calibrated.yaml\nsubjects: [net]\noperators: [whole]\n"
               "deployments: [edge]\ntiers: {edge: {}}\n"
               "links: {mobile-edge: {bandwidth: 20 Mbps, delay: 1 ms}}\n");
  const ExpandedStudy next = expand(Document::read(folder / "next.yaml"));
  const Study& settings = next.points[0].study;
  const auto payload = static_cast<double>(std::get<Bytes>(settings.request.payload).value);
  CHECK(payload == Approx(123'000).epsilon(0.01));
  CHECK(settings.request.count == 21);          // the other settings of the study's requests
  CHECK(settings.request.answer.value == 200);  // stay as they were
  CHECK(settings.profiles_file == "out/profiles.csv");
  const ImportedStage& stage = *settings.imported->stage("net", "whole", 0, "edge");
  REQUIRE(stage.service.size() == 5);
  CHECK(static_cast<double>(stage.service[2].ns) == Approx(25e6).epsilon(0.01));  // 20 ms and 5 ms
  CHECK(stage.load.size() == 5);
  CHECK(settings.imported->variant("net", "whole")->accuracy == 0.9);

  CHECK_THROWS_WITH(calibrate(folder.document(), {}, options_in(folder)),
                    Catch::Contains("profiles.csv: exists (use --force to replace it"));
}

TEST_CASE("A testbed that is faster than the study's service times does not fit",
          "[calibrate][not-sanitized]") {
  Planted planted;
  planted.mobile_ms = -20;  // 20 ms in place of 40: nothing else of the cell could be shorter
  CHECK_THAT(misfit_of(planted), Catch::Contains("does not fit: net whole on mobile") &&
                                     Catch::Contains("an overhead would be negative") &&
                                     Catch::Contains("nothing is written"));
}

TEST_CASE("Cells that contradict each other do not fit", "[calibrate][not-sanitized]") {
  const TestbedFolder folder("contradiction");
  std::string text = folder.cells({});
  // On the mobile device nothing depends on the rate. At one rate it took 60 ms, at the other 40:
  // whatever the overhead is, one of them is more than 5 % off.
  const std::string row = "net,whole,mobile,4 Mbps,";
  const std::size_t at = text.find(row) + row.size();
  text.replace(at, text.find('\n', at) - at, "60");
  folder.write("cells.csv", text);
  try {
    calibrate(folder.document(), {}, options_in(folder));
    FAIL("it fits");
  } catch (const CalibrationMisfit& misfit) {
    CHECK_THAT(misfit.what(),
               Catch::Contains("the cells contradict each other, or the study's links are not"));
  }
  CHECK_FALSE(std::filesystem::exists(folder / "out"));
}
