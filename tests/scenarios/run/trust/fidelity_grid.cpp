#include "scenarios/run/trust/fidelity_grid.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

using namespace tiersim;

namespace {

std::string grid_page() {
  std::ifstream file(TIERSIM_SCENARIOS "/../docs/network-fidelity.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream rest(line.substr(1));
  for (std::string cell; std::getline(rest, cell, '|');) cells.push_back(cell);
  return cells;
}

/// The figures of a cell: its numbers with a sign.
std::vector<double> figures_of(const std::string& cell) {
  static const std::regex kNumber("[+-][0-9.]+");
  std::vector<double> figures;
  for (std::sregex_iterator found(cell.begin(), cell.end(), kNumber), end; found != end; ++found)
    figures.push_back(std::stod(found->str()));
  return figures;
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

/// Compares the table that follows `heading` with the code. Returns the number of figures.
int compare_table(const std::string& heading, FidelityRegion region, std::size_t& at) {
  const std::string text = grid_page();
  at = text.find(heading, at);
  REQUIRE(at != std::string::npos);
  std::istringstream lines(text.substr(text.find("\n|", at) + 1));
  int compared = 0;
  for (std::string line; std::getline(lines, line) && line[0] == '|';) {
    const auto cells = cells_of(line);
    if (line.find("bps") == std::string::npos) continue;  // the head
    for (std::size_t column = 2; column < cells.size(); ++column) {
      const auto figures = figures_of(cells[column]);
      for (std::size_t place = 0; place < figures.size(); ++place, ++compared) {
        INFO(heading << ": " << line);
        const GridPoint point{parse_bandwidth(trimmed(cells[0])),
                              parse_duration(trimmed(cells[1])),
                              {static_cast<std::int64_t>(kGridSizes[column - 2])}};
        CHECK(100 * error_near(region, place, point) == Approx(std::abs(figures[place])));
      }
    }
  }
  return compared;
}

constexpr auto kWarm = FidelityRegion::warm_alone;
constexpr auto kTogether = FidelityRegion::warm_together;
GridPoint at(double mbps, int ms, std::int64_t bytes) {
  return {{mbps * 1e6}, std::chrono::milliseconds(ms), {bytes}};
}

}  // namespace

TEST_CASE("The code has every figure of docs/network-fidelity.md", "[trust]") {
  std::size_t at = 0;
  // 12 rows of 4 sizes, 3 cells are empty, 2 figures in each.
  CHECK(compare_table("## Warm, alone", FidelityRegion::warm_alone, at) == 90);
  CHECK(compare_table("## Cold, alone", FidelityRegion::cold_alone, at) == 90);
  CHECK(compare_table("Warm (connections", FidelityRegion::warm_together, at) == 72);
  CHECK(compare_table("Cold:", FidelityRegion::cold_together, at) == 72);
  CHECK(compare_table("## Loss", FidelityRegion::loss, at) == 66);
}

TEST_CASE("The code has every row of the other links", "[trust]") {
  const std::string text = grid_page();
  std::istringstream lines(text.substr(text.find("| link |")));
  int rows = 0;
  for (std::string line; std::getline(lines, line) && line[0] == '|';) {
    const auto cells = cells_of(line);
    const auto figures = figures_of(cells.back());
    if (figures.empty()) continue;  // the head
    INFO(line);
    CHECK(100 * other_link_error(trimmed(cells[0])) == Approx(std::abs(figures[0])));
    ++rows;
  }
  CHECK(rows == 10);
  CHECK_THROWS_AS(other_link_error("a string"), std::out_of_range);
}

TEST_CASE("Between the values of the grid, the worst of the cells around counts", "[trust]") {
  // Four clients, 1 MB. Rows of 1 Mbps: 31.4, 29.0; of 10 Mbps: 13.5, 8.9.
  CHECK(error_near(kTogether, 1, at(10, 10, 1'000'000)) == Approx(0.089));
  CHECK(error_near(kTogether, 1, at(10, 5, 1'000'000)) == Approx(0.135));
  CHECK(error_near(kTogether, 1, at(5, 5, 1'000'000)) == Approx(0.314));
  // 500 kB at 10 Mbps and 10 ms are between 0.0 and 8.9.
  CHECK(error_near(kTogether, 1, at(10, 10, 500'000)) == Approx(0.089));
}

TEST_CASE("Outside of the grid, its border counts", "[trust]") {
  CHECK(error_near(kTogether, 1, at(0.1, 0, 9'000'000)) ==
        error_near(kTogether, 1, at(1, 1, 1'000'000)));
  CHECK(error_near(kWarm, 0, at(10, 1, 500)) == Approx(0.0036));
}

TEST_CASE("A size that was not tested at its rate has the error of the next smaller size",
          "[trust]") {
  // 10 MB at 1 Mbps were not tested. 1 MB at 1 Mbps and 50 ms: 0.01 %.
  CHECK(error_near(kWarm, 0, at(1, 50, 10'000'000)) == Approx(0.0001));
}
