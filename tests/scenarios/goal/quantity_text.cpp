#include "scenarios/goal/quantity_text.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tiersim;

TEST_CASE("Numbers of a results file are written in readable units", "[goal]") {
  CHECK(quantity_text(1e7, "bit/s") == "10 Mbps");
  CHECK(quantity_text(18.312e6, "bit/s") == "18.31 Mbps");
  CHECK(quantity_text(1.5e9, "ns") == "1.5 s");
  CHECK(quantity_text(0.005, "J") == "5 mJ");
  CHECK(quantity_text(0, "byte") == "0 B");
  CHECK(quantity_text(0.25, "1") == "0.25");
  CHECK(figure_text(0.9325, "1") == "93.25 %");
  CHECK(figure_text(150.001e6, "ns", 6) == "150.001 ms");
  CHECK(figure_text(NAN, "1") == "unknown");
  CHECK(figure_text(INFINITY, "ns") == "never");
}
