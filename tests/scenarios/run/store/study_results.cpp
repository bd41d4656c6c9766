#include "scenarios/run/store/study_results.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <numeric>

#include "scenarios/run/scenario/routes.h"
#include "sim/base/random_streams.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/packed_result.h"

using namespace tiersim;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kScenarios = 30;
using Order = std::vector<std::size_t>;

Order in_order(std::size_t from, std::size_t to) {
  Order order(to - from);
  std::iota(order.begin(), order.end(), from);
  return order;
}

ExpandedStudy study() {
  return expand(Document::parse(R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity]
deployments: [cloud]
tiers: {cloud: {}}
links:
  mobile-edge: {bandwidth: 200 Mbps, delay: 1 ms}
  edge-cloud: {bandwidth: 1 Mbps, delay: 10 ms}
sweep: {links.edge-cloud.bandwidth: "1 Mbps .. 30 Mbps, linear, 30 steps"}
)",
                                "study.yaml"));
}

MeasuredStudy measured(const ExpandedStudy& study) {
  MeasuredStudy measured;
  VariantRecord variant;
  variant.subject = "wide_resnet_mini";
  variant.operator_name = "identity";
  variant.stage_output = {{1000}};
  measured.variants[variant.id()] = variant;
  measured.operator_names.assign(study.scenarios.size(), "identity");
  return measured;
}

/// Of a scenario with `id` + 1 requests, the fourth of every seven scenarios not ok.
std::string packed(const ExpandedStudy& study, std::size_t id, std::size_t reason_bytes) {
  ScenarioResult result;
  result.id = static_cast<std::int64_t>(id);
  result.route = route_of_scenario(study, id);
  if (id % 7 == 3) result.status = "invalid";
  result.reason = std::string(reason_bytes, static_cast<char>('a' + id % 26));
  for (std::size_t i = 0; i <= id; ++i) {
    RequestRecord request;
    request.index = static_cast<std::int64_t>(i);
    request.scheduled = 1ms * i;
    request.waterfall.parts.assign(result.route.size(), 1us * id);
    request.finished = request.scheduled + request.waterfall.total();
    result.requests.push_back(request);
  }
  return pack(result);
}

/// What a file says of scenarios and requests: the bytes of each column.
std::map<std::string, std::string> columns_of(const fs::path& path) {
  const Hdf5Reader file(path);
  std::map<std::string, std::string> columns;
  const auto add = [&](const std::string& name, const auto& values) {
    columns[name] = std::string(reinterpret_cast<const char*>(values.data()),
                                values.size() * sizeof(values[0]));
  };
  for (const char* group : {"/scenarios/", "/requests/"}) {
    for (const std::string& column : file.names_in(group)) {
      const std::string name = group + column;
      switch (file.kind_of(name)) {
        case Hdf5Reader::Kind::integer:
          add(name, file.integers(name));
          break;
        case Hdf5Reader::Kind::number:
          add(name, file.numbers(name));
          break;
        case Hdf5Reader::Kind::text:
          for (const std::string& text : file.texts(name)) columns[name] += text + '\n';
      }
    }
  }
  return columns;
}

/// The ids of a file, as columns_of() has them.
std::string bytes_of(const std::vector<std::int64_t>& ids) {
  return {reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof ids[0]};
}

/// The scenarios of a file that had nothing but what was added to it in this order, no journal.
std::string ids_without_journal(const Order& arriving, std::size_t reason_bytes = 0) {
  const fs::path path = fs::temp_directory_path() / "tiersim-test-added.h5";
  const ExpandedStudy asked = study();
  const MeasuredStudy known = measured(asked);
  Journal empty = Journal::begin(Journal::path_beside(path), {});
  StudyResults file(asked, known, path);
  for (const std::size_t id : arriving) file.add(id, packed(asked, id, reason_bytes));
  file.finish(empty, false, "tiersim run study.yaml");
  empty.remove();
  return columns_of(path).at("/scenarios/id");
}

/// What is in the file where scenarios finish in this order, those of `before` in a run before.
std::map<std::string, std::string> file_of(const Order& before, const Order& arriving,
                                           std::size_t reason_bytes = 0) {
  const fs::path path = fs::temp_directory_path() / "tiersim-test-study-file.h5";
  const ExpandedStudy asked = study();
  REQUIRE(asked.scenarios.size() == kScenarios);
  const MeasuredStudy known = measured(asked);
  Journal journal = Journal::begin(Journal::path_beside(path), {});
  for (const std::size_t id : before) journal.add({{id, packed(asked, id, reason_bytes)}});
  StudyResults file(asked, known, path);
  for (const std::size_t id : arriving) {
    const std::string result = packed(asked, id, reason_bytes);
    file.add(id, result);
    journal.add({{id, result}});
  }
  const bool complete = before.size() + arriving.size() == kScenarios;
  const Shortcomings bad = file.finish(journal, complete, "tiersim run study.yaml");
  if (complete) {
    CHECK(bad.count == 4);  // 3, 10, 17 and 24 of 30
    CHECK(bad.first.substr(0, 11) == "3: invalid:");
  }
  journal.remove();
  return columns_of(path);
}

}  // namespace

TEST_CASE("A study's file says the same in whatever order its scenarios finish", "[study_file]") {
  const auto as_they_are = file_of({}, in_order(0, kScenarios));
  REQUIRE(as_they_are.at("/scenarios/id").size() == kScenarios * sizeof(std::int64_t));
  // 1 + 2 + ... + 30 requests.
  REQUIRE(as_they_are.at("/requests/index").size() == 30 * 31 / 2 * sizeof(std::int64_t));
  SECTION("in any other order") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      Order order = in_order(0, kScenarios);
      RandomStream random(seed);
      for (std::size_t i = order.size() - 1; i > 0; --i)
        std::swap(order[i], order[random.index(i + 1)]);
      CHECK((file_of({}, order) == as_they_are));
    }
  }
  SECTION("some of them in a run before") {
    CHECK((file_of(in_order(0, 12), in_order(12, kScenarios)) == as_they_are));
    CHECK((file_of(in_order(12, kScenarios), in_order(0, 12)) == as_they_are));
    CHECK((file_of(in_order(0, kScenarios), {}) == as_they_are));
  }
}

TEST_CASE("A study that was interrupted has what finished, in its order", "[study_file]") {
  // The third is missing: of those that came after it, the file learns from the journal.
  const auto file = file_of({}, {0, 1, 3, 5, 4});
  CHECK((file.at("/scenarios/id") == bytes_of({0, 1, 3, 4, 5})));
  CHECK((file == file_of({5, 0, 4, 1, 3}, {})));
}

TEST_CASE("What comes in about its order is written without the journal", "[study_file]") {
  CHECK((ids_without_journal({0, 2, 1, 3}) == bytes_of({0, 1, 2, 3})));
  CHECK((ids_without_journal({0, 2, 4, 1}) == bytes_of({0, 1, 2})));
}

TEST_CASE("More than memory may hold wait in the journal alone", "[study_file]") {
  // The first comes last, after 29 of 1 MB each. Of them 16 fit in 16 MiB: with it the file has 17,
  // and the journal the rest.
  constexpr std::size_t kMegabyte = 1'000'000;
  Order order = in_order(1, kScenarios);
  order.push_back(0);
  std::vector<std::int64_t> held(17);
  std::iota(held.begin(), held.end(), 0);
  CHECK((ids_without_journal(order, kMegabyte) == bytes_of(held)));
  CHECK((file_of({}, order, kMegabyte) == file_of({}, in_order(0, kScenarios), kMegabyte)));
}
