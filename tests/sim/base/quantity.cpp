#include "sim/base/quantity.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"
#include "sim/base/random_streams.h"

using namespace tiersim;
using namespace std::chrono_literals;

TEST_CASE("Quantities are read in their units", "[quantity]") {
  CHECK(parse_bytes("1.5 MB").value == 1'500'000);
  CHECK(parse_bytes("2 KiB").value == 2048);
  CHECK(parse_bytes("4GiB").value == 4LL << 30);
  CHECK(parse_bandwidth("200 Mbps").value == 200e6);
  CHECK(parse_bandwidth("0.5 kbps").value == 500);
  CHECK(parse_duration("10 ms") == 10ms);
  CHECK(parse_duration("1.5 us") == 1500ns);
  CHECK(parse_fraction("25 %").value == 0.25);
  CHECK(parse_fraction("0.1%").value == Approx(0.001));
  CHECK(parse_power("5 W").value == 5);
  CHECK(parse_power("250 mW").value == Approx(0.25));
  CHECK(parse_energy("2 J").value == 2);
  CHECK(parse_energy("5 mJ").value == Approx(0.005));
}

TEST_CASE("A text that is no quantity is refused with a remedy", "[quantity]") {
  struct Row {
    const char* text;
    const char* message;
  };
  const Row rows[] = {
      {"100", "\"100\" has no unit (write e.g. \"100 Mbps\")"},
      {"fast", "\"fast\" is not a number with a unit (write e.g. \"100 Mbps\")"},
      {"-5 Mbps", "\"-5 Mbps\" is negative (write e.g. \"100 Mbps\")"},
      {"1 MB", "\"1 MB\" has an unknown unit \"MB\" (use one of bps, kbps, Mbps, Gbps)"},
      {"1e300 Gbps", "\"1e300 Gbps\" is too large (write e.g. \"100 Mbps\")"},
      {"nan Mbps", "\"nan Mbps\" is not a number with a unit (write e.g. \"100 Mbps\")"},
      {"inf Mbps", "\"inf Mbps\" is not a number with a unit (write e.g. \"100 Mbps\")"},
      {"", "\"\" is not a number with a unit (write e.g. \"100 Mbps\")"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK_THROWS_WITH(parse_bandwidth(row.text), row.message);
  }
  CHECK_THROWS_WITH(parse_bytes("0.3 B"),
                    "\"0.3 B\" is not a whole number of bytes (write e.g. \"1500 B\")");
}

TEST_CASE("Printing a quantity and reading it back gives the same quantity", "[quantity]") {
  RandomStream random(1);
  for (int i = 0; i < 2000; ++i) {
    const auto n = static_cast<std::int64_t>(random.index(1'000'000'000'000));
    INFO(n);
    CHECK(parse_bytes(to_string(Bytes{n})) == Bytes{n});
    CHECK(parse_duration(to_string(Duration(n))) == Duration(n));
    CHECK(parse_bandwidth(to_string(BitsPerSecond{static_cast<double>(n)})).value ==
          Approx(static_cast<double>(n)).epsilon(1e-15));
    const double watts = static_cast<double>(n) / 1000;
    CHECK(parse_power(to_string(Watts{watts})).value == Approx(watts).epsilon(1e-12));
    CHECK(parse_energy(to_string(Joules{watts})).value == Approx(watts).epsilon(1e-12));
    const double share = static_cast<double>(random.index(10001)) / 10000;
    CHECK(parse_fraction(to_string(Fraction{share})).value == Approx(share).epsilon(1e-12));
  }
}
