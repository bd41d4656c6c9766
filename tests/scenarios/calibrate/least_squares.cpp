#include "scenarios/calibrate/least_squares.h"

#include <catch2/catch.hpp>

using namespace tiersim;

TEST_CASE("Two unknowns are solved from three equations", "[calibrate]") {
  // The line a + b t through (0, 1), (1, 2) and (2, 4): b is (4 - 1) / 2 = 1.5 and a is the mean
  // 7/3 - 1.5 = 5/6.
  const std::vector<double> x = nonnegative_least_squares({{1, 1, 1}, {0, 1, 2}}, {1, 2, 4});
  CHECK(x[0] == Approx(5.0 / 6));
  CHECK(x[1] == Approx(1.5));
}

TEST_CASE("An unknown that would be negative is zero, and the others are the best then",
          "[calibrate]") {
  // The line through (0, -1) and (1, 1) begins at -1. With a = 0, b t has to be near both: b = 1.
  CHECK(nonnegative_least_squares({{1, 1}, {0, 1}}, {-1, 1})[0] == 0);
  CHECK(nonnegative_least_squares({{1, 1}, {0, 1}}, {-1, 1})[1] == Approx(1));
  CHECK(nonnegative_least_squares({{1, 2}}, {-1, -1}) == std::vector<double>{0});
}

TEST_CASE("Unknowns of which only the sum is told get equal shares", "[calibrate]") {
  const std::vector<double> x = nonnegative_least_squares({{1, 1}, {1, 1}, {0, 0}}, {6, 6});
  CHECK(x[0] == Approx(3).epsilon(1e-3));
  CHECK(x[1] == Approx(3).epsilon(1e-3));
  CHECK(x[2] == 0);
  CHECK(nonnegative_least_squares({}, {1}).empty());
}

TEST_CASE("Unknowns of very different sizes are solved alike", "[calibrate]") {
  // 2 s in nanoseconds, and a million bytes of 8 ns each.
  const std::vector<double> x =
      nonnegative_least_squares({{1, 1}, {8, 80}}, {2e9 + 8e6, 2e9 + 80e6});
  CHECK(x[0] == Approx(2e9));
  CHECK(x[1] == Approx(1e6));
}

TEST_CASE("What other columns cannot make up is told", "[calibrate]") {
  // (3, 4) has the part 4 of its length 5 beside (1, 0), and nothing beside (1, 0) and (1, 1).
  CHECK(independent_part({{1, 0}, {3, 4}}, 1) == Approx(0.8));
  CHECK(independent_part({{1, 0}, {1, 1}, {3, 4}}, 2) == Approx(0).margin(1e-12));
  CHECK(independent_part({{1, 0}, {2, 0}, {3, 4}}, 2) == Approx(0.8));
  CHECK(independent_part({{1, 0}, {0, 0}}, 1) == 0);
}
