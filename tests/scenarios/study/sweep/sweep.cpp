#include "scenarios/study/sweep/sweep.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "scenarios/study/expand/expand.h"
#include "scenarios/study/sweep/sweep_range.h"
#include "sim/base/quantity.h"

using namespace tiersim;

namespace {

const std::string kSweptStudy = R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity]
deployments: [mobile, edge]
tiers: {mobile: {cores: 4}, edge: {cores: 4}}
links: {mobile-edge: {bandwidth: 200 Mbps, delay: 1 ms}}
)";

using Strings = std::vector<std::string>;

ExpandedStudy expanded_sweep(const std::string& sweep, const Overrides& overrides = {}) {
  return expand(Document::parse(kSweptStudy + sweep, "s.yaml"), overrides);
}

std::string error_of_sweep(const std::string& sweep, const Overrides& overrides = {}) {
  try {
    expanded_sweep(sweep, overrides);
  } catch (const StudyError& error) {
    return error.what();
  }
  return "";
}

/// The texts of one swept path, point by point.
Strings texts(const ExpandedStudy& study, std::size_t path = 0) {
  Strings all;
  for (const SweepPoint& point : study.points) all.push_back(point.values.at(path).text);
  return all;
}

}  // namespace

TEST_CASE("A range has both its ends and steps of equal difference or ratio", "[sweep]") {
  CHECK(range_values("1 ms .. 9 ms, linear, 5 steps") ==
        Strings{"1 ms", "3 ms", "5 ms", "7 ms", "9 ms"});
  CHECK(range_values("1 Mbps .. 1 Gbps, log, 4 steps") ==
        Strings{"1 Mbps", "10 Mbps", "100 Mbps", "1 Gbps"});
  CHECK(range_values("100 .. 1, log, 3 steps") == Strings{"100", "10", "1"});
  CHECK(range_values("0 %..1 %,linear,3 steps") == Strings{"0 %", "0.5 %", "1 %"});
  // The square root of two to ten digits, an end without a unit taking the other's.
  CHECK(range_values("1 .. 2 Mbps, log, 3 steps") ==
        Strings{"1 Mbps", "1.414213562 Mbps", "2 Mbps"});
  CHECK(range_values("1 MB .. 2 MB, log, 3 steps") == Strings{"1 MB", "1.414214 MB", "2 MB"});
  CHECK(range_values("1 packet .. 10 packets, log, 3 steps") ==
        Strings{"1 packet", "3 packets", "10 packets"});
  CHECK(range_values("poisson 1 /s .. 9 /s, linear, 3 steps") ==
        Strings{"poisson 1 /s", "poisson 5 /s", "poisson 9 /s"});
}

TEST_CASE("The values of a range read back to their place in it", "[sweep]") {
  const Strings rates = range_values("0.7 Mbps .. 123.456789 Gbps, log, 1000 steps");
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const double expected = 0.7e6 * std::pow(123.456789e9 / 0.7e6, double(i) / 999);
    CHECK(parse_bandwidth(rates[i]).value == Approx(expected).epsilon(1e-9));
  }
  CHECK(parse_bandwidth(rates.front()).value == 0.7e6);
  CHECK(parse_bandwidth(rates.back()) == parse_bandwidth("123.456789 Gbps"));
}

TEST_CASE("A range stands in place of a list, in the study and on the command line", "[sweep]") {
  const Strings values{"1 Mbps", "10 Mbps", "100 Mbps"};
  const ExpandedStudy block =
      expanded_sweep("sweep:\n  links.mobile-edge.bandwidth: 1 Mbps .. 100 Mbps, log, 3 steps\n");
  CHECK(texts(block) == values);
  CHECK(block.points[1].study.links.at("mobile-edge").up.value == 10e6);
  CHECK(block.points[1].values[0].unit == "bit/s");
  CHECK(texts(expanded_sweep(
            "sweep: {links.mobile-edge.bandwidth: '1 Mbps .. 100 Mbps, log, 3 steps'}")) == values);
  CHECK(texts(expanded_sweep(
            "", {{}, {{"links.mobile-edge.bandwidth", "1 Mbps .. 100 Mbps, log, 3 steps"}}})) ==
        values);
  CHECK_THAT(block.expanded_yaml,
             Catch::Contains("links.mobile-edge.bandwidth: [1 Mbps, 10 Mbps, 100 Mbps]"));
}

TEST_CASE("A value that comes twice in other units is refused", "[sweep]") {
  CHECK(error_of_sweep("sweep: {links.mobile-edge.bandwidth: [1 Mbps, 10 Mbps, 1000 kbps]}\n") ==
        "s.yaml:7:56: links.mobile-edge.bandwidth: \"1000 kbps\" is the same as \"1 Mbps\" (keep "
        "one)");
  CHECK(error_of_sweep(
            "sweep: {request.arrivals: [poisson 1 /s, constant 1 /s, poisson 60 /min]}\n") ==
        "s.yaml:7:57: request.arrivals: \"poisson 60 /min\" is the same as \"poisson 1 /s\" (keep "
        "one)");
  CHECK(error_of_sweep("", {{}, {{"tiers.edge.memory", "1 GiB,1024 MiB"}}}) ==
        "--sweep tiers.edge.memory:1:8: tiers.edge.memory: \"1024 MiB\" is the same as \"1 GiB\" "
        "(keep one)");
  // The points of a zip differ if one of its paths does.
  CHECK(error_of_sweep("sweep: {zip: {links.mobile-edge.delay: [1 ms, 1000 us], seed: [1, 2]}}\n")
            .empty());
  CHECK(
      error_of_sweep("sweep: {zip: {links.mobile-edge.delay: [1 ms, 1000 us], seed: [1, 01]}}\n") ==
      "s.yaml:7:47: links.mobile-edge.delay: \"1000 us\" is the same as \"1 ms\" (keep one)");
  // A number without a unit is another value than a quantity.
  CHECK(in_base_units("1") != in_base_units("1 ns"));
  CHECK(in_base_units("10 %") == in_base_units("1e1 %"));
  CHECK(in_base_units("tensor") == "tensor");
}

TEST_CASE("Zipped paths advance together and cross with the others", "[sweep]") {
  const std::string zipped = R"(sweep:
  seed: [7, 8]
  zip:
    tiers.edge.cores: [2, 4]
    links.mobile-edge.delay: 1 ms .. 2 ms, linear, 2 steps
  request.count: [1, 2, 3]
)";
  for (const bool again : {false, true}) {
    const ExpandedStudy first = expanded_sweep(zipped);
    const ExpandedStudy study =
        again ? expand(Document::parse(first.expanded_yaml, "s.yaml")) : first;
    REQUIRE(study.points.size() == 12);
    for (std::size_t i = 0; i < 12; ++i) {
      const Study& point = study.points[i].study;
      CHECK(point.seed == (i < 6 ? 7 : 8));
      CHECK(point.tiers.at("edge").cores == (i / 3 % 2 == 0 ? 2 : 4));
      CHECK(point.links.at("mobile-edge").delay == std::chrono::milliseconds(1 + i / 3 % 2));
      CHECK(point.request.count == static_cast<std::int64_t>(1 + i % 3));
      REQUIRE(study.points[i].values.size() == 4);
      CHECK(study.points[i].values[1].path == "tiers.edge.cores");
      CHECK(study.points[i].values[2].path == "links.mobile-edge.delay");
    }
  }
  const ExpandedStudy groups = expanded_sweep(
      "sweep: {zip: [{tiers.edge.cores: [1, 2], seed: [1, 2]}, "
      "{request.count: [1, 2], tiers.mobile.cores: [3, 4]}]}");
  REQUIRE(groups.points.size() == 4);
  CHECK(texts(groups, 1) == Strings{"1", "1", "2", "2"});
  CHECK(texts(groups, 3) == Strings{"3", "4", "3", "4"});
  const Overrides replaced{{}, {{"seed", "5,6"}}};
  CHECK(texts(expanded_sweep("sweep: {zip: {tiers.edge.cores: [1, 2], seed: [1, 2]}}", replaced),
              1) == Strings{"5", "6"});
}

TEST_CASE("Each mistake in a sweep has its place and remedy", "[sweep]") {
  const std::string range = "sweep:\n  links.mobile-edge.bandwidth: ", at = "s.yaml:8:32: ",
                    path = "sweep.links.mobile-edge.bandwidth: ";
  const std::vector<std::pair<std::string, std::string>> ranges{
      {"5 Mbps",
       "is neither a list nor a range (write [a, b], or e.g. 1 Mbps .. 200 Mbps, log, 20 steps)"},
      {"1 Mbps .. 2 Mbps",
       "\"1 Mbps .. 2 Mbps\" does not say spacing and steps (write e.g. 1 Mbps .. 200 Mbps, log, "
       "20 steps; in braces, quoted)"},
      {"1 Mbps .. 2 Mbps, cubic, 3 steps", "unknown spacing \"cubic\" (use log or linear)"},
      {"1 Mbps .. 2 Mbps, log, 3", "\"3\" is no number of steps (write e.g. 20 steps)"},
      {"1 Mbps .. 2 Mbps, log, 1 steps", "1 steps is out of range (use 2 steps to 250000 steps)"},
      {"1 Mbps .. 2 Mbps, log, 99999999999999999999 steps",
       "99999999999999999999 steps is out of range (use 2 steps to 250000 steps)"},
      {"1 Mbps .. 2 ms, log, 3 steps",
       "\"1 Mbps\" and \"2 ms\" are of different kinds (write both alike)"},
      {"1 Mbps .. 2 furlongs, log, 3 steps",
       "unknown unit \"furlongs\" (write one that settings take, e.g. Mbps, MB, ms or %)"},
      {"-1 Mbps .. 2 Mbps, linear, 3 steps", "\"-1 Mbps\" is negative (write e.g. \"100 Mbps\")"},
      {"0 Mbps .. 2 Mbps, log, 3 steps",
       "a log range has no zero in it (begin above 0, or write linear)"},
      {"2 Mbps .. 2000 kbps, log, 3 steps", "both ends are the same (write one value in brackets)"},
      {"1.5 .. 2, log, 3 steps",
       "\"1.5\" is neither a whole number nor one with a unit (write e.g. 1 Mbps .. 200 Mbps, log, "
       "20 steps; in braces, quoted)"},
      {"1 .. 3, linear, 9 steps", "9 steps are too many, \"1\" comes twice (write fewer steps)"},
      {"99999999999999999999 .. 2, linear, 9 steps",
       "\"99999999999999999999\" is neither a whole number nor one with a unit (write e.g. 1 Mbps "
       ".. 200 Mbps, log, 20 steps; in braces, quoted)"},
  };
  for (const auto& [text, problem] : ranges)
    CHECK(error_of_sweep(range + text) == at + path + problem);

  const std::vector<std::pair<std::string, std::string>> rows{
      // A value of a range that the setting does not take.
      {"sweep: {links.mobile-edge.loss: '50 .. 150 %, linear, 3 steps'}",
       "s.yaml:7:33: links.mobile-edge.loss: 150 % is out of range (use 0 % to 100 %)"},
      {"sweep: {links.mobile-edge.bandwidth: [1 Mbps .. 2 Mbps, log, 3 steps]}",
       "s.yaml:7:39: sweep.links.mobile-edge.bandwidth[0]: is a range in a list (leave the "
       "brackets out; in braces, quote the range)"},
      {"sweep: {zip: {seed: [1, 2], request.count: [1, 2, 3]}}",
       "s.yaml:7:45: request.count: has 3 values, \"seed\", zipped with it, has 2 (give as many)"},
      {"sweep: {zip: {seed: [1, 2]}}",
       "s.yaml:7:14: sweep.zip: zips nothing (name two paths or more that advance together)"},
      {"sweep: {zip: [{seed: [1, 2]}]}",
       "s.yaml:7:15: sweep.zip[0]: zips nothing (name two paths or more that advance together)"},
      {"sweep: {zip: seed}",
       "s.yaml:7:14: sweep.zip: is not a map of paths (write e.g. {tiers.edge.cores: [1, 2], "
       "request.count: [9, 8]})"},
      {"sweep: {zip: {seed: [1, 2], seed: [3, 4]}}",
       "s.yaml:7:29: sweep.zip.seed: key \"seed\" occurs twice (keep one)"},
      {"sweep: {seed: [1], zip: {seed: [1, 2], request.count: [1, 2]}}",
       "s.yaml:7:33: seed: is swept twice (keep one)"},
      {"sweep: {zip: [{seed: [1], start: [cold]}, {seed: [1], relay: [routed]}]}",
       "s.yaml:7:51: seed: is swept twice (keep one)"},
      {"sweep: {zip: {seed: [1, 2], subjects: [a, b]}}",
       "s.yaml:7:39: sweep.zip.subjects: \"subjects\" cannot be swept (sweep a tier's, link's or "
       "request's setting)"},
      {"sweep: {seed: '1 .. 1000, linear, 1000 steps', request.count: '1 .. 1000, linear, 1000 "
       "steps'}",
       "s.yaml:7:63: request.count: the sweep has more than 250000 points (sweep fewer values)"},
      {"operators: [identity, sptq, pruned, qat]\nsweep: {seed: '1 .. 250000, linear, 250000 "
       "steps'}",
       "s.yaml:7:1: operators: key \"operators\" occurs twice (keep one)"},
  };
  for (const auto& [text, message] : rows) CHECK(error_of_sweep(text) == message);
  const Overrides four{{{"operators", "[identity, sptq, pruned]"}}, {}};
  CHECK(error_of_sweep("sweep: {seed: '1 .. 250000, linear, 250000 steps'}", four) ==
        "s.yaml:1:1: study: makes 1500000 scenarios, more than a million (sweep fewer values)");
  CHECK(error_of_sweep("", {{}, {{"seed", "1 .. 2, log"}}}) ==
        "--sweep seed:1:1: seed: \"1 .. 2, log\" does not say spacing and steps (write e.g. 1 Mbps "
        ".. 200 Mbps, log, 20 steps; in braces, quoted)");
  CHECK(error_of_sweep("sweep: {zip: {tiers.edge.cores: [1, 2], seed: [1, 2]}}",
                       {{}, {{"seed", "5,6,7"}}}) ==
        "--sweep seed:1:2: seed: has 3 values, \"tiers.edge.cores\", zipped with it, has 2 (give "
        "as many)");
}

TEST_CASE("Every point of a sweep reads as a study of these values alone", "[sweep]") {
  // What is read in parts and kept has to be what a whole reading gives.
  const ExpandedStudy swept = expanded_sweep(R"(sweep:
  links.mobile-edge.bandwidth: [1 Mbps, 2 Mbps, 3 Mbps]
  tiers.edge.workers: [1, 2]
  links.mobile-edge.delay: [1 ms, 2 ms]
  start: [cold, warm]
  request.payload: [tensor, 1 MB]
)");
  REQUIRE(swept.points.size() == 48);
  for (const SweepPoint& point : swept.points) {
    Overrides alone;
    for (const SweepValue& value : point.values) alone.sweep.emplace_back(value.path, value.text);
    const ExpandedStudy study = expanded_sweep("", alone);
    const Study &a = point.study, &b = study.points.at(0).study;
    CHECK(a.links.at("mobile-edge").up == b.links.at("mobile-edge").up);
    CHECK(a.links.at("mobile-edge").delay == b.links.at("mobile-edge").delay);
    CHECK(a.tiers.at("edge").workers == b.tiers.at("edge").workers);
    CHECK(a.queues.at("edge").workers == b.queues.at("edge").workers);
    CHECK(a.cold_start == b.cold_start);
    CHECK(a.request.payload.index() == b.request.payload.index());
  }
}

TEST_CASE("A point that is wrong because of two swept values is found", "[sweep]") {
  CHECK(error_of_sweep("sweep: {tiers.edge.workers: [1, 2], compute: [measured, live]}") ==
        "s.yaml:7:57: compute: live computes one request at a time, tier \"edge\" has 2 workers "
        "(write measured, or workers: 1)");
  CHECK(error_of_sweep("sweep: {start: [warm, cold], compute: [measured, live]}") ==
        "s.yaml:7:50: compute: live has no cold starts (write measured, or start: warm)");
  CHECK(error_of_sweep("sweep: {links.mobile-edge.peak: [1 Gbps]}") ==
        "s.yaml:7:34: links.mobile-edge.peak: belongs to a token bucket (add e.g. burst: 125 kB)");
}

TEST_CASE("Points share what their sweep leaves alone, and a trace is read once", "[sweep]") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "tiersim-test-sweep";
  fs::create_directories(folder);
  std::ofstream trace(folder / "trace.csv");
  trace << "time_s,bandwidth_mbps\n";
  for (int i = 0; i < 1000; ++i) trace << i << "," << 1 + i % 7 << "\n";
  trace.close();
  std::ofstream(folder / "study.yaml") << R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity]
deployments: [edge]
tiers: {edge: {}}
links: {mobile-edge: {delay: 1 ms, trace: trace.csv}}
sweep: {links.mobile-edge.delay: "1 .. 100 ms, linear, 5000 steps"}
)";
  const ExpandedStudy study = expand(Document::read(folder / "study.yaml"));
  REQUIRE(study.points.size() == 5000);
  const Study& first = study.points.front().study;
  // The same object in all points: it was read once.
  CHECK(std::all_of(study.points.begin(), study.points.end(), [&](const SweepPoint& point) {
    return point.study.links.at("mobile-edge").up_trace == first.links.at("mobile-edge").up_trace &&
           &point.study.subjects.get() == &first.subjects.get() &&
           &point.study.tiers.get() == &first.tiers.get();
  }));
}
