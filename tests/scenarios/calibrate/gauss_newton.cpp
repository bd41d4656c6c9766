#include "scenarios/calibrate/gauss_newton.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tiersim;

namespace {

/// A message of `b` bytes and an overhead `o` take o + 8 b / rate, at 1, 10 and 100 bit per unit.
const std::vector<double> kBitRates{1, 10, 100};

FitProblem message_problem(std::vector<double> measured) {
  FitProblem problem;
  problem.measured = std::move(measured);
  problem.start = {0, 1};
  problem.least = {0, 1};
  problem.predict = [](const std::vector<double>& x) {
    std::vector<double> times;
    for (const double rate : kBitRates) times.push_back(x[0] + 8 * x[1] / rate);
    return times;
  };
  problem.derivative = [](const std::vector<double>&) {
    return Columns{{1, 1, 1}, {8.0, 0.8, 0.08}};
  };
  return problem;
}

}  // namespace

TEST_CASE("Overhead and size are found from times at three rates", "[calibrate]") {
  // 5 + 8 * 100 / rate.
  const std::vector<double> found = gauss_newton(message_problem({805, 85, 13}));
  CHECK(found[0] == Approx(5));
  CHECK(found[1] == Approx(100));
}

TEST_CASE("A derivative that is 20 % wrong leads to the same place", "[calibrate]") {
  FitProblem problem = message_problem({805, 85, 13});
  problem.derivative = [](const std::vector<double>&) {
    return Columns{{1, 1, 1}, {9.6, 0.96, 0.096}};
  };
  const std::vector<double> found = gauss_newton(problem);
  CHECK(found[0] == Approx(5).epsilon(0.001));
  CHECK(found[1] == Approx(100).epsilon(0.001));
}

TEST_CASE("No unknown goes below its least value", "[calibrate]") {
  // 8 * 100 / rate - 5: the overhead would be -5.
  const std::vector<double> found = gauss_newton(message_problem({795, 75, 3}));
  CHECK(found[0] == 0);
  CHECK(found[1] > 1);
}

TEST_CASE("Errors count in relation to what was measured", "[calibrate]") {
  // One unknown t for the times 1 and 3. The relative errors t - 1 and t / 3 - 1 have the smallest
  // sum of squares at t = (1 + 1/3) / (1 + 1/9) = 1.2; the absolute ones would at 2.
  FitProblem problem;
  problem.measured = {1, 3};
  problem.start = problem.least = {0};
  problem.predict = [](const auto& x) { return std::vector<double>{x[0], x[0]}; };
  problem.derivative = [](const auto&) { return Columns{{1, 1}}; };
  CHECK(gauss_newton(problem)[0] == Approx(1.2));
}

TEST_CASE("A step that overshoots is shortened", "[calibrate]") {
  // The root of exp(x) = 2 from x = 3, with a derivative that is five times too small.
  FitProblem problem;
  problem.measured = {2};
  problem.start = {3};
  problem.least = {0};
  problem.predict = [](const auto& x) { return std::vector<double>{std::exp(x[0])}; };
  problem.derivative = [](const auto& x) { return Columns{{std::exp(x[0]) / 5}}; };
  CHECK(gauss_newton(problem)[0] == Approx(std::log(2)).epsilon(0.01));
}
