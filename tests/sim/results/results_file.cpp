#include "sim/results/results_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "sim/base/error.h"
#include "sim/base/random_streams.h"
#include "sim/results/hdf5_file.h"
#include "tests/sim/results/small_files.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

const std::filesystem::path kPath =
    std::filesystem::temp_directory_path() / "tiersim-test-results.h5";

/// Two scenarios of two requests: 2, 4 ms on mobile; 11, 31 ms on edge.
Results example() {
  Results results;
  results.attributes = {
      {"question", "Why?"}, {"complete", "yes"}, {"study_expanded", "a"}, {"profiles_key", "b"}};
  const auto scenario = [](std::int64_t id, const char* tier, std::vector<Duration> computes) {
    ScenarioResult result;
    result.id = id;
    result.subject = "süjet";  // UTF-8
    result.operator_name = "identity";
    result.deployment = tier;
    result.accuracy = 0.9;
    result.sweep = {{"links.edge-cloud.bandwidth", "bit/s", 1e6 * static_cast<double>(id + 1), ""}};
    result.route = route_of(direct_journey({tier}), "mobile");
    for (const Duration compute : computes) {
      RequestRecord record;
      record.index = static_cast<std::int64_t>(result.requests.size());
      record.waterfall.parts.assign(result.route.size(), 0ns);
      Duration rest = compute;
      for (std::size_t i = 0; i < result.route.size(); ++i) {
        // Each part of a message takes a microsecond, inference the rest.
        if (result.route[i].is_network()) rest -= record.waterfall.parts[i] = 1us;
      }
      for (std::size_t i = 0; i < result.route.size(); ++i) {
        if (result.route[i].kind == Step::Kind::compute) record.waterfall.parts[i] = rest;
      }
      record.finished = compute;
      result.requests.push_back(record);
    }
    return result;
  };
  results.scenarios = {scenario(0, "mobile", {2ms, 4ms}), scenario(1, "edge", {11ms, 31ms})};
  StageProfile profile;
  profile.subject = "süjet";
  profile.operator_name = "identity";
  profile.tier = "mobile";
  profile.service = {{1}, {2}, {3}};
  profile.load = {{7}};
  results.profiles = {profile, profile};
  VariantRecord whole, split;
  whole.subject = split.subject = "süjet";
  whole.operator_name = "identity";
  whole.stage_output = {{40}};
  whole.predictions = {1, 0, 1};
  whole.labels = {1, 1, 1};
  whole.kernels = {{"conv1", "onednn float32"}, {"fc", "onednn int8"}};
  split.operator_name = "partition(cut=conv1)";
  split.stage_output = {{256}, {40}};
  split.predictions = {0};
  split.labels = {0};
  results.variants = {{whole.id(), whole}, {split.id(), split}};
  results.scenarios[1].variant = 1;
  results.cuts = {{whole.id(), {{"conv1", {256}, 30, 10, {3000}, {1000}}}}};
  return results;
}

}  // namespace

TEST_CASE("A summary is what was written", "[results]") {
  write_results(kPath, example());
  const Summary summary = read_summary(kPath);
  CHECK(summary.question == "Why?");
  CHECK(summary.sweep_paths == std::vector<std::string>{"links.edge-cloud.bandwidth"});
  REQUIRE(summary.rows.size() == 2);
  CHECK(summary.rows[0].subject == "süjet");
  CHECK(summary.rows[0].median_ms == Approx(3.0));
  CHECK(summary.rows[1].median_ms == Approx(21.0));
  CHECK(summary.rows[1].p95_ms == Approx(11 + 0.95 * 20));  // linear between the two
  CHECK(summary.rows[1].sweep == std::vector<std::string>{"2 Mbps"});
}

TEST_CASE("A swept number is shown with the unit that a study would give it", "[results]") {
  const std::pair<SweepValue, std::string> cases[] = {
      {{"links.mobile-edge.distance", "m", 12.5, ""}, "12.5 m"},
      {{"links.mobile-edge.bandwidth", "bit/s", 2e6, ""}, "2 Mbps"},
      {{"tiers.edge.power", "W", 2.5, ""}, "2.5 W"},
      {{"links.mobile-edge.delay", "ns", 5e6, ""}, "5 ms"},
      {{"request.count", "1", 20.0, ""}, "20"}};
  for (const auto& [value, text] : cases) {
    Results results = example();
    for (ScenarioResult& scenario : results.scenarios) scenario.sweep = {value};
    write_results(kPath, results);
    CHECK(read_summary(kPath).rows[0].sweep == std::vector<std::string>{text});
  }
}

TEST_CASE("The parts of a request add up to its latency in the file, and samples are found",
          "[results]") {
  write_results(kPath, example());
  const Hdf5Reader file(kPath);
  CHECK(file.integer_attribute("schema_version") == kSchemaVersion);
  CHECK(file.integers("/requests/scenario") == std::vector<std::int64_t>{0, 0, 1, 1});
  const auto latency = file.integers("/requests/latency_ns");
  const auto sum_of = [&](const std::vector<std::string>& kinds, const std::string& where) {
    std::vector<std::int64_t> sum(latency.size(), 0);
    for (const std::string& name : file.names_in("/requests")) {
      const std::size_t dot = name.find("_ns.");
      if (dot == std::string::npos) continue;
      CHECK(file.unit_of("/requests/" + name) == "ns");
      const bool counts = std::count(kinds.begin(), kinds.end(), name.substr(0, dot)) > 0;
      if (!counts || name.find(where, dot) == std::string::npos) continue;
      const auto part = file.integers("/requests/" + name);
      for (std::size_t i = 0; i < part.size(); ++i) sum[i] += part[i];
    }
    return sum;
  };
  CHECK(sum_of({"network", "queue", "load", "compute"}, "") == latency);
  CHECK(sum_of({"network"}, "mobile-edge") == std::vector<std::int64_t>{0, 0, 4000, 4000});
  CHECK(sum_of({"connect", "transmission", "propagation", "network_queue"}, "") ==
        sum_of({"network"}, ""));
  CHECK(file.texts("/requests/outcome") == std::vector<std::string>(4, "ok"));
  CHECK(file.integers("/profiles/first_sample") == std::vector<std::int64_t>{0, 3});
  CHECK(file.integers("/profiles/first_load") == std::vector<std::int64_t>{0, 1});
  CHECK(file.integers("/profiles/samples/service_ns").size() == 6);
  CHECK(file.integers("/profiles/median_ns") == std::vector<std::int64_t>{2, 2});
  CHECK(file.integers("/profiles/median_high_ns") ==
        std::vector<std::int64_t>{-1, -1});  // of three
}

TEST_CASE("Each variant's answers, layers and cuts are found", "[results]") {
  write_results(kPath, example());
  const Hdf5Reader file(kPath);
  using Integers = std::vector<std::int64_t>;
  CHECK(file.integers("/scenarios/variant") == Integers{-1, 1});  // the first names none
  CHECK(file.integers("/variants/cut_bytes") == Integers{0, 256});
  CHECK(file.integers("/variants/output_bytes") == Integers{40, 40});
  CHECK(file.integers("/variants/first_prediction") == Integers{0, 3});
  CHECK(file.integers("/variants/prediction_count") == Integers{3, 1});
  CHECK(file.integers("/variants/predictions/class") == Integers{1, 0, 1, 0});
  CHECK(file.integers("/variants/predictions/label") == Integers{1, 1, 1, 0});
  CHECK(file.integers("/variants/layer_count") == Integers{2, 0});
  CHECK(file.texts("/variants/layers/backend") ==
        std::vector<std::string>{"onednn float32", "onednn int8"});
  CHECK(file.texts("/cuts/subject") == std::vector<std::string>{"süjet"});
  CHECK(file.texts("/cuts/operator") == std::vector<std::string>{"identity"});
  CHECK(file.integers("/cuts/macs_after") == Integers{10});
}

TEST_CASE("Long studies fit into an attribute", "[results]") {
  Results results = example();
  results.attributes["study_yaml"] = std::string(300'000, 'x');
  write_results(kPath, results);
  CHECK(Hdf5Reader(kPath).text_attribute("study_yaml").size() == 300'000);
}

TEST_CASE("The same results are the same bytes, a second later, too", "[results]") {
  const auto bytes = [] {
    write_results(kPath, example());
    std::ifstream stream(kPath, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  const std::string before = bytes();
  std::this_thread::sleep_for(1100ms);  // HDF5's time stamps are whole seconds
  CHECK((bytes() == before));
}

TEST_CASE("A file of another schema version, damaged or foreign gives one clear error",
          "[results]") {
  CHECK_THROWS_WITH(read_summary("/nonexistent/x.h5"),
                    "/nonexistent/x.h5: no such file (check the path)");
  CHECK_THROWS_WITH(read_summary("/tmp"), "/tmp: is a folder (name a file)");
  {
    Hdf5Writer other(kPath);
    other.attribute("schema_version", std::int64_t{7});
    other.close();
  }
  CHECK_THROWS_WITH(read_summary(kPath),
                    Catch::Contains("has schema version 7, this program reads 1"));
  {
    Hdf5Writer foreign(kPath);
    foreign.close();
  }
  CHECK_THROWS_WITH(read_summary(kPath), Catch::Contains("lacks the attribute schema_version"));

  // Cut anywhere, or with bytes changed anywhere: an error or a summary, never a crash.
  write_results(kPath, example());
  std::ifstream stream(kPath, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), {}};
  const auto try_reading = [](const std::string& bytes) {
    std::ofstream(kPath, std::ios::binary) << bytes;
    try {
      read_summary(kPath);
    } catch (const UserError& error) {
      return std::string(error.what()).find(kPath.string()) == 0;
    }
    return true;
  };
  RandomStream random(1);
  for (int i = 0; i < 100; ++i) CHECK(try_reading(whole.substr(0, random.index(whole.size()))));
  for (int i = 0; i < 300; ++i) {
    std::string damaged = whole;
    for (int k = 0; k < 3; ++k)
      damaged[random.index(damaged.size())] = static_cast<char>(random.index(256));
    CHECK(try_reading(damaged));
  }
}

TEST_CASE("Where nothing can be written nothing is left behind", "[results]") {
  CHECK_THROWS_AS(write_results("/nonexistent/results.h5", example()), UserError);
  const std::filesystem::path full = "/dev/full/results.h5";
  CHECK_THROWS_AS(write_results(full, example()), UserError);
}

TEST_CASE("A disk that fills up while requests are written is one error, without a word beside it",
          "[results]") {
  // Times of which no byte repeats: a chunk of them takes some 100 kB.
  Results results = example();
  RandomStream random(1);
  for (int i = 0; i < 100'000; ++i) {
    RequestRecord record = results.scenarios[0].requests[0];
    record.scheduled = record.finished = Duration(random.index(1'000'000'000'000));
    record.finished += record.waterfall.total();
    results.scenarios[0].requests.push_back(record);
  }
  const std::filesystem::path said = kPath.string() + ".said";
  std::string problem;
  {
    const SmallFiles limit(200'000);
    const int file = open(said.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600), before = dup(2);
    dup2(file, 2);
    try {
      write_results(kPath, results);
    } catch (const UserError& error) {
      problem = error.what();
    }
    dup2(before, 2);
    close(before);
    close(file);
  }
  CHECK(problem.find("is the disk full") != std::string::npos);
  CHECK(std::filesystem::file_size(said) == 0);
  std::filesystem::remove(said);
}
