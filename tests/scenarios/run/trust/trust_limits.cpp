#include "scenarios/run/trust/trust_limits.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

#include "sim/base/quantile.h"

using namespace tiersim;

TEST_CASE("A value up to a limit has its word, the next larger value has the next word",
          "[trust]") {
  const auto next = [](double value) { return std::nextafter(value, 1e9); };
  for (const TrustLimit& limit : {kUtilisationLimit, kFidelityLimit, kProfileLimit, kTheoryLimit}) {
    INFO(limit.figure);
    CHECK(word_of(limit, 0) == TrustWord::good);
    CHECK(word_of(limit, limit.good) == TrustWord::good);
    CHECK(word_of(limit, next(limit.good)) == TrustWord::fair);
    CHECK(word_of(limit, limit.fair) == TrustWord::fair);
    CHECK(word_of(limit, next(limit.fair)) == TrustWord::poor);
    CHECK(word_of(limit, limit.poor) == TrustWord::poor);
    if (limit.poor != kNoLimit) CHECK(word_of(limit, next(limit.poor)) == TrustWord::no);
    CHECK(word_of(limit, std::numeric_limits<double>::quiet_NaN()) == TrustWord::no);
  }
}

TEST_CASE("Half of a limit is less close to it than the limit itself", "[trust]") {
  CHECK(closeness_of(kUtilisationLimit, 0.35) == Approx(0.5));  // of 70 %
  CHECK(closeness_of(kUtilisationLimit, 0.85) == Approx(1));    // the limit of "fair"
  CHECK(closeness_of(kUtilisationLimit, 1.9) == Approx(2));     // twice the last limit
  CHECK(closeness_of(kProfileLimit, 0.10) == Approx(2));        // there is none after 5 %
}

TEST_CASE("A stable profile is a good one", "[trust]") {
  CHECK(kProfileLimit.good == kStableMedian);
}

TEST_CASE("The documentation has the limits of the code", "[trust]") {
  std::ifstream file(TIERSIM_SCENARIOS "/../docs/trust.md");
  std::stringstream page;
  page << file.rdbuf();
  INFO("docs/trust.md should have these tables:\n" << trust_tables());
  std::istringstream lines(trust_tables());
  for (std::string line; std::getline(lines, line);) CHECK_THAT(page.str(), Catch::Contains(line));
}
