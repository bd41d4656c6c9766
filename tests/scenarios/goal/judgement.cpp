#include "scenarios/goal/judgement.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tiersim;

namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();
const Criterion kP99{"p99", "ns", 150e6, false, 0.99};
const Criterion kAccuracy{"accuracy", "1", 0.9, true};

std::string word_of(const Criterion& criterion, const Figure& figure) {
  return name_of(judge({criterion}, {figure}).sureness);
}

}  // namespace

TEST_CASE("The word follows from the limit and the interval", "[goal]") {
  CHECK(word_of(kP99, {140e6, 130e6, 149e6}) == "surely");
  CHECK(word_of(kP99, {140e6, 130e6, 150e6}) == "surely");  // the limit itself meets
  CHECK(word_of(kP99, {140e6, 130e6, 151e6}) == "probably");
  CHECK(word_of(kP99, {140e6, 130e6, kEndless}) == "probably");  // too few requests
  CHECK(word_of(kP99, {150e6, 140e6, 160e6}) == "probably");
  CHECK(word_of(kP99, {151e6, 150e6, 160e6}) == "probably not");
  CHECK(word_of(kP99, {160e6, 151e6, 170e6}) == "surely not");
  CHECK(word_of(kP99, {kEndless, 160e6, kEndless}) == "surely not");
}

TEST_CASE("An accuracy must be at least the limit", "[goal]") {
  CHECK(word_of(kAccuracy, {0.95, 0.93, 0.97}) == "surely");
  CHECK(word_of(kAccuracy, {0.91, 0.89, 0.93}) == "probably");
  CHECK(word_of(kAccuracy, {0.91}) == "probably");  // the number of items is not known
  CHECK(word_of(kAccuracy, {0.89, 0.87, 0.91}) == "probably not");
  CHECK(word_of(kAccuracy, {NAN}) == "probably not");
  CHECK(word_of(kAccuracy, {0.80, 0.77, 0.83}) == "surely not");
}

TEST_CASE("A figure that equals the limit meets it, whatever the rounding", "[goal]") {
  CHECK(70 * 0.01 > 0.7);
  CHECK(reaches({"accuracy", "1", 70 * 0.01, true}, 0.7));
  CHECK(reaches(kP99, 150e6));
  CHECK_FALSE(reaches(kP99, 150e6 + 1));  // 1 ns of 150 ms is 7e-9
  CHECK_FALSE(reaches(kP99, NAN));
}

TEST_CASE("The worst criterion decides", "[goal]") {
  // 165 ms are 10 % beyond 150 ms; 72 % are 20 % of 90 % below it.
  const Figure slow{165e6, 140e6, 190e6}, fast{140e6, 130e6, 149e6};
  const Judgement both = judge({kP99, kAccuracy}, {slow, {0.72, 0.70, 0.74}});
  CHECK(both.sureness == Sureness::surely_not);
  CHECK(both.shortfall == Approx(0.2));
  CHECK(judge({kP99, kAccuracy}, {slow, {0.95}}).shortfall == Approx(0.1));
  const Judgement unknown = judge({kP99, kAccuracy}, {fast, {NAN}});
  CHECK(unknown.shortfall == 1);
  CHECK_FALSE(unknown.meets());
}
