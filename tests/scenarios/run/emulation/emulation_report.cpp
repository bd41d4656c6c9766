#include "scenarios/run/emulation/emulation_report.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace tiersim;
using namespace std::chrono_literals;

TEST_CASE("A link that was off makes a scenario invalid, with the figures of its check",
          "[emulation_report]") {
  EmulationReport report;
  report.links.emplace_back();
  CHECK(problem_of(report, 10ms).empty());
  report.links.back().problem = "mobile-edge: rate up is 8.6 Mbps, should be 9.6 Mbps (10.4 % off)";
  CHECK(problem_of(report, 10ms) ==
        "link mobile-edge: rate up is 8.6 Mbps, should be 9.6 Mbps (10.4 % off)");
}

TEST_CASE("One packet in a hundred may be late, two may not", "[emulation_report]") {
  EmulationReport report;
  report.lag.packets = 100;
  report.lag.late = 1;
  CHECK(problem_of(report, 10ms).empty());
  report.lag.late = 2;
  CHECK(problem_of(report, 10ms).find("2.0 % of the packets") != std::string::npos);
}

TEST_CASE("Clients may take 1 % of the latency, or 0.1 ms if that is more", "[emulation_report]") {
  EmulationReport report;
  report.mean_delay = 90us;
  CHECK(problem_of(report, 1ms).empty());  // 9 %, but below 0.1 ms
  report.mean_delay = 150us;
  CHECK(problem_of(report, 20ms).empty());  // 0.75 %
  CHECK(problem_of(report, 10ms).find("1.5 % of the latency") != std::string::npos);
}

TEST_CASE("The report of a scenario has each figure beside the one that was wanted",
          "[emulation_report]") {
  EmulationReport report;
  LinkCheck check;
  check.name = "mobile-edge";
  check.up = {{10e6}, {9.9e6}};
  check.round_trip = {2ms, 2'100us};
  report.links.push_back(check);
  report.lag.packets = 7;
  const auto text = nlohmann::json::parse(to_text(report));
  CHECK(text["links"][0]["up"]["wanted_bps"] == 10e6);
  CHECK(text["links"][0]["up"]["measured_bps"] == 9.9e6);
  CHECK(text["links"][0]["round_trip"]["measured_ns"] == 2'100'000);
  CHECK(text["packets"] == 7);
}
