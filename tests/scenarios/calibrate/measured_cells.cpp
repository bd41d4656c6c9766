#include "scenarios/calibrate/measured_cells.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sim/base/error.h"
#include "sim/base/random_streams.h"

using namespace tiersim;

namespace {

namespace fs = std::filesystem;

const std::string kCellHeader = "subject,operator,deployment,sweep.links.mobile-edge.bandwidth,";
const std::string kCellRow = "net,int8,edge,1 Mbps,";

MeasuredCells cells_in(const std::string& text) {
  const fs::path path =
      fs::temp_directory_path() / ("tiersim-test-cells-" + std::to_string(getpid()) + ".csv");
  std::ofstream(path, std::ios::binary) << text;
  try {
    MeasuredCells cells = read_measured_cells(path, "cells.csv");
    fs::remove(path);
    return cells;
  } catch (const UserError&) {
    fs::remove(path);
    throw;
  }
}

}  // namespace

TEST_CASE("Rows of one request each make the cell of their names and swept values", "[calibrate]") {
  const MeasuredCells cells =
      cells_in("\xEF\xBB\xBF" + kCellHeader + "latency_ms\r\n" +
               "net,int8,edge,1 Mbps,10\nnet,int8,edge,2 Mbps,6\n\nnet,int8,edge,1000 kbps,30\n" +
               "\"a, b\",int8,mobile-edge,1 Mbps,7\nnet,int8,edge,1 Mbps,14\n"
               "net,int8,edge,2 Mbps,8\n");
  CHECK(cells.paths == std::vector<std::string>{"links.mobile-edge.bandwidth"});
  // 1 Mbps and 1000 kbps are the same point.
  REQUIRE(cells.points.size() == 2);
  CHECK(cells.points[0].values[0].text == "1 Mbps");
  CHECK(cells.points[1].line == 3);
  CHECK(cells.points[1].values[0].column == 15);
  REQUIRE(cells.cells.size() == 3);
  CHECK(cells.cells[0].requests == 3);
  CHECK(cells.cells[0].median_ms == 14);  // of 10, 14 and 30
  CHECK(cells.cells[1].median_ms == 7);   // between 6 and 8
  CHECK(cells.cells[1].point == 1);
  CHECK(cells.cells[2].subject == "a, b");
  CHECK(cells.cells[2].deployment == "mobile-edge");
  CHECK(cells.cells[2].line == 6);
}

TEST_CASE("A row of a median is a cell, with or without its p95", "[calibrate]") {
  const MeasuredCells cells = cells_in(
      "p95_ms,median_ms,deployment,operator,subject\n12,10.5,cloud,int8,net\n,3,edge,int8,net\n");
  CHECK(cells.paths.empty());
  CHECK(cells.points.size() == 1);
  REQUIRE(cells.cells.size() == 2);
  CHECK(cells.cells[0].median_ms == 10.5);
  CHECK(cells.cells[0].p95_ms == 12);
  CHECK(cells.cells[0].requests == 0);
  CHECK_FALSE(cells.cells[1].p95_ms);
}

TEST_CASE("What is wrong with measured cells is said with its place and a remedy", "[calibrate]") {
  struct Case {
    std::string text, message;
  };
  const std::string median = kCellHeader + "median_ms\n";
  const Case cases[] = {
      {"", "cells.csv:1:1: is empty (begin with the line subject,operator,deployment,latency_ms)"},
      {median, "cells.csv:2:1: holds no cells (add a row each)"},
      {"subject,operator,median_ms\n",
       "cells.csv:1:1: deployment: no such column (begin with the line "
       "subject,operator,deployment)"},
      {kCellHeader + "latencyms\n",
       "cells.csv:1:63: latencyms: unknown column (did you mean "
       "\"latency_ms\"?)"},
      {kCellHeader + "sweep.,median_ms\n",
       "cells.csv:1:63: sweep.: names no setting (write sweep. and its path)"},
      {kCellHeader + "p95_ms\n",
       "cells.csv:1:1: has no latencies (add the column latency_ms, a row for each request, or "
       "median_ms, a row for each cell)"},
      {kCellHeader + "latency_ms,median_ms\n",
       "cells.csv:1:74: median_ms: goes with no latency_ms (keep one of both)"},
      {kCellHeader + "latency_ms,p95_ms\n",
       "cells.csv:1:74: p95_ms: goes with median_ms only (leave it out)"},
      {kCellHeader + "median_ms,median_ms\n", "cells.csv:1:73: median_ms: occurs twice (keep one)"},
      {median + "net,int8,edge,1 Mbps\n",
       "cells.csv:2:1: has 4 fields, the first line 5 (write as many)"},
      {median + ",int8,edge,1 Mbps,3\n", "cells.csv:2:1: subject: is empty (fill it in)"},
      {median + "net,int8,fog,1 Mbps,3\n",
       "cells.csv:2:10: deployment: unknown value \"fog\" (use one of mobile, edge, cloud, "
       "mobile-edge, edge-cloud, mobile-cloud)"},
      {median + "net,int8,edge,,3\n",
       "cells.csv:2:15: sweep.links.mobile-edge.bandwidth: is empty (fill it in)"},
      {median + kCellRow + "\n", "cells.csv:2:22: median_ms: is empty (fill it in)"},
      {median + kCellRow + "3 ms\n",
       "cells.csv:2:22: median_ms: \"3 ms\" is not a number (write e.g. 12.5)"},
      {median + kCellRow + "nan\n",
       "cells.csv:2:22: median_ms: \"nan\" is not a number (write e.g. 12.5)"},
      {median + kCellRow + "0\n",
       "cells.csv:2:22: median_ms: 0 is out of range (use 1e-06 to 86400000)"},
      {median + kCellRow + "3\n" + "net,int8,edge,1000 kbps,4\n",
       "cells.csv:3:1: subject: is the cell of line 2 again (keep one)"},
      {kCellHeader + "median_ms,p95_ms\n" + kCellRow + "3,2\n",
       "cells.csv:2:24: p95_ms: 2 is below the median, 3 (exchange them?)"},
      {median + "net,\"int8,edge,1 Mbps,3\n",
       "cells.csv:2:5: the quote is not closed (end the field with a quote)"},
      {std::string("a\0b", 3), "cells.csv:1:1: is binary, not CSV (name a CSV file)"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text);
    CHECK_THROWS_WITH(cells_in(wrong.text), wrong.message);
  }
  CHECK_THROWS_WITH(read_measured_cells("/nowhere/cells.csv", "cells.csv"),
                    "cells.csv:1:1: no such file (check the path)");
}

TEST_CASE("Damaged cells are read or refused in one line, whatever is damaged", "[calibrate]") {
  const std::string sound = kCellHeader + "median_ms,p95_ms\n" + kCellRow + "3,4\n" +
                            "net,int8,cloud,1 Mbps,3,\n\"a \"\"b\"\"\",int8,edge,2 Mbps,9.5,10\n";
  RandomStream random(1);
  for (int i = 0; i < 1000; ++i) {
    std::string text = sound;
    for (std::size_t damages = 1 + random.index(4); damages > 0; --damages) {
      const std::size_t at = random.index(text.size());
      switch (random.index(3)) {
        case 0:
          text[at] = static_cast<char>(random.index(256));
          break;
        case 1:
          text.erase(at, 1 + random.index(20));
          break;
        default:
          text.insert(at, 1, "\",\n9-"[random.index(5)]);
      }
    }
    try {
      cells_in(text);
    } catch (const UserError& error) {
      CHECK(std::string(error.what()).find('\n') == std::string::npos);
    }
  }
}
