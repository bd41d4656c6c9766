#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "scenarios/calibrate/cell_times.h"
#include "scenarios/measure/measure_profiles.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim::testing {

/// What a synthetic testbed has that the study does not know.
struct Planted {
  double mobile_ms{0}, edge_ms{0}, cloud_ms{0};  ///< overheads of the whole model
  double first_ms{0}, second_ms{0};              ///< overheads of the halves of the split model
  std::int64_t payload{50'000}, sent{10'000};    ///< bytes to the first tier, bytes between halves
  std::string delay{"2 ms"};                     ///< of the link from edge to cloud
  int seed{1};
};

/// A folder with a study and a file of profiles. Both are removed with it.
class TestbedFolder {
 public:
  explicit TestbedFolder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("tiersim-test-{}-{}", name, getpid())) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
    write("study.yaml", study({}));
    write("own.csv", profiles({}));
  }
  ~TestbedFolder() { std::filesystem::remove_all(path_); }

  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  Document document() const { return Document::read(path_ / "study.yaml"); }

  /// The medians that a testbed with these properties has: the rows of a file of cells.
  std::string cells(const Planted& planted) const {
    write("testbed.yaml", study(planted));
    write("testbed.csv", profiles(planted));
    const ExpandedStudy study =
        expand(Document::read(path_ / "testbed.yaml"), {{{"profiles", "testbed.csv"}}, {}});
    const Report quiet = [](const std::string&) {};
    MeasuredStudy measured = prepare_variants(study, quiet);
    measure_profiles(study, measured, quiet);
    std::vector<std::size_t> ids;
    for (std::size_t i = 0; i < study.scenarios.size(); ++i) ids.push_back(i);
    const std::vector<CellTime> times = simulate_cells(study, measured, ids, 2);
    std::string text = "subject,operator,deployment,sweep.links.mobile-edge.bandwidth,median_ms\n";
    for (const std::size_t i : ids) {
      const ScenarioPlan& plan = study.scenarios[i];
      text += fmt::format("{},{},{},{},{:.6f}\n", plan.subject, plan.study_operator.text(),
                          plan.deployment, study.points[plan.point].values[0].text,
                          times[i].median_ns / 1e6);
    }
    return text;
  }

 private:
  static std::string study(const Planted& planted) {
    return fmt::format(
        "tiersim: 1\nsubjects: [net]\noperators: [whole, halves]\n"
        "deployments: [mobile, edge, cloud, mobile-edge]\nprofiles: own.csv\n"
        "tiers: {{mobile: {{}}, edge: {{}}, cloud: {{}}}}\n"
        "links:\n  mobile-edge: {{bandwidth: 20 Mbps, delay: 1 ms}}\n"
        "  edge-cloud: {{bandwidth: 50 Mbps, delay: {}}}\n"
        "request: {{payload: {} B, answer: 200 B, count: 21}}\nseed: {}\n"
        "sweep: {{links.mobile-edge.bandwidth: [4 Mbps, 10 Mbps, 25 Mbps, 100 Mbps]}}\n",
        planted.delay, planted.payload, planted.seed);
  }
  /// Five samples each, within 0.4 % of 40, 20 and 10 ms, or of half of that for a half.
  static std::string profiles(const Planted& planted) {
    std::string text = "subject,operator,stage,tier,service_ms,load_ms,output_bytes,accuracy\n";
    for (const double part : {0.998, 0.999, 1.0, 1.001, 1.002}) {
      const auto row = [&](const char* names, double ms, std::string sent) {
        text += fmt::format("net,{},{:.6f},100,{},0.9\n", names, ms, sent);
      };
      row("whole,0,mobile", 40 * part + planted.mobile_ms, "");
      row("whole,0,edge", 20 * part + planted.edge_ms, "");
      row("whole,0,cloud", 10 * part + planted.cloud_ms, "");
      row("halves,0,mobile", 20 * part + planted.first_ms, std::to_string(planted.sent));
      row("halves,1,edge", 10 * part + planted.second_ms, "");
    }
    return text;
  }

  std::filesystem::path path_;
};

}  // namespace tiersim::testing
