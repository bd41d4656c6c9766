#include "scenarios/calibrate/cell_study.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"
#include "tests/scenarios/calibrate/testbed.h"

using namespace tiersim;
using tiersim::testing::TestbedFolder;

namespace {

const std::string kRates = "links.mobile-edge.bandwidth";
const std::string kHead = "subject,operator,deployment,sweep." + kRates + ",median_ms\n";
const std::string kCells = kHead +
                           "net,whole,edge,1 Mbps,900\nnet,whole,edge,30 Mbps,60\n"
                           "net,whole,mobile,1 Mbps,45\nnet,whole,mobile,30 Mbps,45\n";
using From = std::vector<std::pair<std::string, std::string>>;

CellStudy study_of(const std::string& text, const From& from, std::string* report = nullptr) {
  const TestbedFolder folder("cell-study");
  folder.write("cells.csv", text);
  return read_cell_study(folder.document(), {},
                         read_measured_cells(folder / "cells.csv", "cells.csv"), {from, false},
                         [&](const std::string& line) {
                           if (report) *report += line;
                         });
}

}  // namespace

TEST_CASE("A scenario is simulated for each cell, at the cell's own swept values", "[calibrate]") {
  const CellStudy cells = study_of(kCells, {{kRates, "1000 kbps"}});
  REQUIRE(cells.study.scenarios.size() == 4);
  CHECK(cells.study.points.size() == 2);  // the study's own sweep has 4 Mbps to 100 Mbps
  const Study& second = cells.study.points[cells.study.scenarios[1].point].study;
  CHECK(second.links.at("mobile-edge").up.value == 30e6);
  CHECK(cells.study.scenarios[2].deployment == "mobile");
  CHECK(cells.fitted == std::vector<bool>{true, false, true, false});
  CHECK(cells.describe(1) == "net whole on edge at links.mobile-edge.bandwidth = 30 Mbps");
}

TEST_CASE("Several values of one path are alternatives", "[calibrate]") {
  CHECK(study_of(kCells, {{kRates, "1 Mbps"}, {kRates, "30 Mbps"}}).fitted_cells().size() == 4);
}

TEST_CASE("Cells that are no scenario are left out and reported", "[calibrate]") {
  std::string report;
  const CellStudy cells = study_of(kCells + "other,whole,edge,1 Mbps,9\nnet,halves,edge,1 Mbps,9\n",
                                   {{kRates, "1 Mbps"}}, &report);
  CHECK(cells.study.scenarios.size() == 4);
  CHECK(report ==
        "cells.csv:6:1: other whole on edge is no scenario of the study; 2 such cells are left "
        "out");
}

TEST_CASE("Cells and choices that do not go with the study are refused", "[calibrate]") {
  struct Case {
    std::string text;
    From from;
    std::string message;
  };
  const From one{{kRates, "1 Mbps"}};
  const Case cases[] = {
      {kCells,
       {{kRates, "2 Mbps"}},
       "--from links.mobile-edge.bandwidth=2 Mbps: no cell of cells.csv has this value (use one of "
       "1 Mbps, 30 Mbps)"},
      {kCells,
       {{"request.count", "9"}},
       "--from request.count=9: cells.csv has no column sweep.request.count (use a path that it "
       "has: links.mobile-edge.bandwidth)"},
      {kHead + "net,whole,edge,fast,9\n", one,
       "cells.csv:2:16: links.mobile-edge.bandwidth: \"fast\" is not a number with a unit "
       "(write e.g. \"100 Mbps\")"},
      {"subject,operator,deployment,sweep." + kRates + ",sweep.links.moon.delay,median_ms\n" +
           "net,whole,edge,1 Mbps,1 ms,9\n",
       one,
       "cells.csv:2:23: links.moon.delay: no such setting (write a path of the study, e.g. "
       "links.edge-cloud.bandwidth)"},
      {"subject,operator,deployment,median_ms\nnet,whole,edge,9\n", one,
       "cells.csv:1:1: sweep.links.mobile-edge.bandwidth: no such column, but the study sweeps "
       "this "
       "path (add the column, or take the path out of the study's sweep)"},
      {kHead + "nte,whole,edge,1 Mbps,9\n", one,
       "cells.csv:2:1: nte whole on edge is no scenario of the study, and neither is any other "
       "cell "
       "(name cells as the study does)"},
      {kCells + "net,whole,cloud,30 Mbps,70\n", one,
       "cells.csv:6:1: net whole on cloud at links.mobile-edge.bandwidth = 30 Mbps has no cell at "
       "a "
       "value that --from names, so that its overhead is not known (add such a cell, or leave this "
       "one out)"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK_THROWS_WITH(study_of(wrong.text, wrong.from), wrong.message);
  }
}
