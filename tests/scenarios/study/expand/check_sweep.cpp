#include "scenarios/study/expand/check_sweep.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "scenarios/study/expand/expand.h"

using namespace tiersim;

namespace {

/// The error of expand() for a study of imported times on mobile and edge, with this sweep on the
/// command line; "" if there is none. `profiles` are the rows of the file of times.
std::string sweep_complaint(const std::string& path, const std::string& values,
                            const std::string& profiles) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "tiersim-test-check-sweep";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "times.csv") << "subject,operator,stage,tier,service_ms,load_ms\n"
                                      << profiles;
  std::ofstream(folder / "s.yaml") << R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [sptq]
deployments: [mobile, edge]
profiles: times.csv
tiers:
  mobile: {cores: 4}
  edge: {cores: 4}
links:
  mobile-edge: {bandwidth: 200 Mbps, delay: 1 ms}
request: {payload: 10 kB}
)";
  Overrides overrides;
  overrides.sweep = {{path, values}};
  std::string problem;
  try {
    expand(Document::read(folder / "s.yaml"), overrides);
  } catch (const UserError& error) {
    problem = error.what();
  }
  std::filesystem::remove_all(folder);
  return problem;
}

}  // namespace

TEST_CASE("A sweep over what imported times cannot answer is refused", "[check_sweep]") {
  const std::string edge = "wide_resnet_mini,sptq,0,edge,2.5,100\n";
  const std::string mobile = "wide_resnet_mini,sptq,0,mobile,12.5,100\n";
  const std::pair<const char*, const char*> sweeps[] = {
      {"cpu_share", "25 %,100 %"}, {"cores", "4,8"}, {"memory", "1 GiB,2 GiB"}};
  for (const auto& [setting, values] : sweeps) {
    INFO(setting);
    const std::string path = std::string("tiers.edge.") + setting;
    CHECK(sweep_complaint(path, values, edge + mobile) ==
          "--sweep " + path + ":1:2: " + path +
              ": wide_resnet_mini sptq on edge was measured elsewhere, so all these values would "
              "give the same times (leave the sweep out, or run once for each value with profiles "
              "that were measured at it)");
    // The times of the edge are measured here: the sweep changes them.
    CHECK(sweep_complaint(path, values, mobile).empty());
  }
  // These settings change the queue and the energy, not the time of an inference.
  CHECK(sweep_complaint("tiers.edge.workers", "1,2", edge + mobile).empty());
  CHECK(sweep_complaint("tiers.edge.power", "5 W,6 W", edge + mobile).empty());
  CHECK(sweep_complaint("tiers.edge.cpu_share", "25 %", edge + mobile).empty());
}
