#include "scenarios/study/files/traces.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "scenarios/study/expand/expand.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

/// A study with these settings, beside a file trace.csv.
ExpandedStudy study_of(const std::string& trace, const std::string& link,
                       const std::string& request = "{}") {
  const fs::path folder = fs::temp_directory_path() / "tiersim-test-traces";
  fs::create_directories(folder);
  std::ofstream(folder / "trace.csv") << trace;
  std::ofstream(folder / "study.yaml") << R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity]
deployments: [edge]
tiers: {edge: {}}
links: {mobile-edge: )" << link
                                       << "}\nrequest: " << request << "\n";
  return expand(Document::read(folder / "study.yaml"));
}

constexpr const char* kLink = "{delay: 1 ms, trace: trace.csv}";
constexpr const char* kWire = "{bandwidth: 1 Mbps, delay: 1 ms}";
constexpr const char* kTraced = "{arrivals: trace trace.csv}";

const Link& link_of(const ExpandedStudy& study) {
  return study.points[0].study.links.at("mobile-edge");
}

}  // namespace

TEST_CASE("A trace sets a link's rates, both alike or each its own", "[traces]") {
  const ExpandedStudy alike = study_of("time_s,bandwidth_mbps\n0,10\n1.5,0\n2,0.5\n", kLink);
  const RateTrace& up = *link_of(alike).up_trace;
  REQUIRE(up.steps.size() == 3);
  CHECK(up.steps[1].start == 1500ms);
  CHECK(up.steps[1].rate.value == 0);
  CHECK(up.steps[2].rate.value == 500e3);
  CHECK(up.period == 0ns);  // the last rate stays
  CHECK(link_of(alike).down_trace->steps[0].rate.value == 10e6);

  const ExpandedStudy own = study_of("time_s,up_mbps,down_mbps\n0,1,2\n4,0,0\n",
                                     "{delay: 1 ms, trace: {file: trace.csv, loop: true}}");
  CHECK(link_of(own).up_trace->steps[0].rate.value == 1e6);
  CHECK(link_of(own).down_trace->steps[0].rate.value == 2e6);
  CHECK(link_of(own).up_trace->period == 4s);
  CHECK(link_of(own).up_trace->steps.size() == 1);  // the last row ends the period
}

TEST_CASE("A trace of arrivals gives as many requests as it has rows", "[traces]") {
  const ExpandedStudy study = study_of("time_s\n0\n0\n2.25\n", kWire, kTraced);
  const RequestSettings& request = study.points[0].study.request;
  CHECK(request.count == 3);
  CHECK(std::get<TracedArrivals>(request.arrivals).times ==
        std::vector<Duration>{0ns, 0ns, 2250ms});
}

TEST_CASE("What is wrong in a trace is named by its line", "[traces]") {
  const auto error = [](const std::string& trace, const char* link = kLink,
                        const char* request = "{}") -> std::string {
    try {
      study_of(trace, link, request);
    } catch (const UserError& error) {
      const std::string text = error.what();
      return text.substr(text.find("trace.csv") + 9);
    }
    return "";
  };
  CHECK(error("") ==
        ":1:1: has no rows (begin with the line time_s,bandwidth_mbps,up_mbps,"
        "down_mbps)");
  CHECK(error("time,rate\n0,1\n") ==
        ":1:1: unknown column \"time\" (known: time_s, bandwidth_mbps, up_mbps, down_mbps)");
  CHECK(error("time_s,time_s\n0,1\n") == ":1:8: the column occurs twice (keep one)");
  CHECK(error("bandwidth_mbps\n1\n") == ":1:1: has no column time_s (add it)");
  constexpr const char* kLooped = "{delay: 1 ms, trace: {file: trace.csv, loop: true}}";
  // Two steps in 2 ns, or two in 19 us, would change the rate for ever without any progress.
  for (const char* end : {"0.000000002", "0.000019"})
    CHECK(
        error(std::string("time_s,bandwidth_mbps\n0,1\n0.000000001,2\n") + end + ",1\n", kLooped) ==
        ":4:1: ends a looped trace whose steps last less than 10 us on average (write seconds)");
  CHECK(error("time_s,bandwidth_mbps\n0,1\n0.00001,2\n0.00002,1\n", kLooped).empty());
  CHECK(error("time_s,up_mbps\n0,1\n") ==
        ":1:1: needs either bandwidth_mbps or up_mbps and down_mbps (name these columns)");
  CHECK(error("time_s,bandwidth_mbps\n0\n") ==
        ":2:1: has 1 fields, the first line 2 (complete the row)");
  CHECK(error("time_s,bandwidth_mbps\n0,fast\n") ==
        ":2:3: \"fast\" is not a number from 0 on (write e.g. 1.5)");
  CHECK(error("time_s,bandwidth_mbps\n0,-1\n") ==
        ":2:3: \"-1\" is not a number from 0 on (write e.g. 1.5)");
  CHECK(error("time_s,bandwidth_mbps\n1,1\n") ==
        ":2:1: is the first and not at time 0 (begin at 0)");
  CHECK(error("time_s,bandwidth_mbps\n0,1\n0,2\n") ==
        ":3:1: is at the same time as the row before (keep one)");
  CHECK(error("time_s,bandwidth_mbps\n0,1\n2,2\n1,1\n") ==
        ":4:1: is earlier than the row before (sort the rows by time)");
  CHECK(error("time_s,bandwidth_mbps\n0,1e9\n") ==
        ":2:1: has a rate out of range (use 0, or 0.001 to 1000000 Mbps)");
  CHECK(error("time_s,bandwidth_mbps\n0,1\n",
              "{delay: 1 ms, trace: {file: trace.csv, loop: true}}") ==
        ":2:1: cannot be looped (add a row at the time where the trace begins anew)");
  CHECK(error("time_s\n0\n1e9\n", kWire, kTraced) == ":3:1: is later than 30 days (write seconds)");
  CHECK_THROWS_WITH(study_of("time_s\n0\n", kWire, "{arrivals: trace trace.csv, count: 2}"),
                    Catch::Contains("2 is more than the 1 arrivals of the trace (write fewer)"));
}
