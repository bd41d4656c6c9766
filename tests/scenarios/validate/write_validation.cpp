#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <limits>

#include "scenarios/validate/validation_file.h"
#include "scenarios/validate/validation_table.h"
#include "sim/base/error.h"
#include "sim/results/results_file.h"

using namespace tiersim;

namespace {

namespace fs = std::filesystem;

/// A folder of its own, removed at the end.
struct Folder {
  fs::path path;
  Folder() : path(fs::temp_directory_path() / "tiersim-validation-XXXXXX") {
    std::string name = path.string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
};

Validation example() {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  ComparedScenario compared{};
  compared.median = {{11e6, 10e6, 12e6}, {10e6, 9e6, 11e6}, 0.1, 0.02};
  compared.p95 = {{15e6, 14e6, kUnknown}, {16e6, 15e6, kUnknown}, -0.0625, 0.03};
  compared.parts = {{"compute_ns.edge", {6e6, 5e6, 0.1e6}},
                    {"network_ns.mobile-edge", {5e6, 5e6, 0}}};
  compared.blame = "compute_ns.edge";
  compared.verdict = Verdict::off;
  const std::vector<SweepValue> sweep{{"links.edge-cloud.bandwidth", "bit/s", 1e7, "10 Mbps"}};
  return {{{"resnext_mini", "sptq", "edge", sweep, compared}},
          {{"resnext_mini", sweep, {"sptq", "edge", "identity", "cloud", Agreement::tie, 0.01}}}};
}

}  // namespace

TEST_CASE("A validation file is printed as the validation that wrote it was",
          "[write_validation]") {
  const Folder folder;
  const fs::path path = folder.path / "study.validation.h5";
  ValidationSources sources;
  sources.budget = 0.05;
  write_validation(path, example(), sources);
  CHECK(is_validation(path));
  const std::string printed = validation_table(read_validation(path));
  CHECK(printed == validation_table(example()));
  CHECK(printed.find("11.000    10.000    +10.0") != std::string::npos);
  CHECK(printed.find("compute_ns.edge +1.000 ms") != std::string::npos);  // 6 - 5 ms
  CHECK(printed.find("edge-cloud.bandwidth 10 Mbps: simulation chooses sptq on edge") !=
        std::string::npos);
}

TEST_CASE("A validation file holds results files, but is none", "[write_validation]") {
  const Folder folder;
  const fs::path part = folder.path / "simulated.h5", path = folder.path / "v.h5";
  Results results;
  results.attributes = {{"mode", "simulated"}, {"study_expanded", "tiersim: 1\n"}};
  write_results(part, results);
  ValidationSources sources;
  sources.simulated = sources.emulated = {part, part};
  sources.attributes = {{"mode", "simulated"}, {"study", "study.yaml"}};
  write_validation(path, example(), sources);
  const Hdf5Reader file(path);
  CHECK(file.integer_attribute("rounds") == 2);
  for (const std::string half : {"/simulated", "/emulated"}) {
    CHECK(file.names_in(half) == std::vector<std::string>{"1", "2"});
    CHECK(file.is_column(half + "/2/requests/latency_ns"));
  }
  CHECK_THROWS_WITH(read_provenance(path), Catch::Contains("is a validation file"));
  CHECK_FALSE(is_validation(part));
  CHECK_THROWS_AS(read_validation(part), UserError);
}
