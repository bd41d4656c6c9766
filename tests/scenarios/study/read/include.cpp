#include "scenarios/study/read/include.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "scenarios/study/expand/expand.h"

using namespace tiersim;

namespace {

namespace fs = std::filesystem;

const std::string kIncludingStudy = R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity]
deployments: [mobile, edge]
)";

/// An empty folder that holds these files, given by name and text.
class Folder {
 public:
  explicit Folder(const std::vector<std::pair<std::string, std::string>>& files)
      : path_(fs::temp_directory_path() / "tiersim-test-include") {
    fs::remove_all(path_);
    for (const auto& [name, text] : files) {
      fs::create_directories((path_ / name).parent_path());
      std::ofstream(path_ / name) << text;
    }
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }

  ExpandedStudy expanded(const Overrides& overrides = {}) const {
    return expand(Document::read(path_ / "s.yaml"), overrides);
  }
  /// The error with this folder's path cut away, wherever it stands.
  std::string error() const {
    try {
      expanded();
    } catch (const UserError& error) {
      std::string text = error.what();
      const std::string here = path_.lexically_proximate(fs::current_path()).string() + "/";
      for (const std::string& cut : {here, path_.string() + "/", path_.string()})
        for (auto at = text.find(cut); at != std::string::npos; at = text.find(cut))
          text.erase(at, cut.size());
      return text;
    }
    return "";
  }

 private:
  fs::path path_;
};

std::string error_including(const std::string& study, const std::string& included) {
  return Folder({{"s.yaml", kIncludingStudy + study}, {"base.yaml", included}}).error();
}

constexpr const char* kBase = R"(
tiers:
  mobile: {cores: 1, cpu_share: 25 %}
  edge: {cores: 2, cpu_share: 50 %}
links: {mobile-edge: {bandwidth: 200 Mbps, delay: 1 ms}}
request: {count: 7, answer: 2 kB}
relay: store-and-forward
network: {fidelity: analytic}
)";

}  // namespace

TEST_CASE("What a study does not say it takes from the file that it includes", "[include]") {
  const Folder folder({{"s.yaml", kIncludingStudy + "include: base.yaml\n"}, {"base.yaml", kBase}});
  const Study study = folder.expanded().points.at(0).study;
  CHECK(study.tiers.at("edge").cores == 2);
  CHECK(study.links.at("mobile-edge").up.value == 200e6);
  CHECK(study.request.count == 7);
  CHECK(study.store_and_forward);
  CHECK(study.network.fidelity == Fidelity::analytic);
}

TEST_CASE("Own entries win as a whole: a tier or link by name, others by key", "[include]") {
  const Folder folder({{"s.yaml", kIncludingStudy + R"(include: base.yaml
tiers: {edge: {cpu_share: 75 %}}
request: {count: 9}
relay: routed
)"},
                       {"base.yaml", kBase}});
  const Study study = folder.expanded().points.at(0).study;
  CHECK(study.tiers.at("edge").cpu_share.value == 0.75);
  CHECK(study.tiers.at("edge").cores == 1);  // the default, not the included 2
  CHECK(study.tiers.at("mobile").cpu_share.value == 0.25);
  CHECK(study.request.count == 9);
  CHECK(study.request.answer.value == 1000);
  CHECK_FALSE(study.store_and_forward);
}

TEST_CASE("Later files win over earlier ones, and a file over those it includes", "[include]") {
  const Folder folder({{"s.yaml", kIncludingStudy + "include: [base.yaml, deep/a.yaml]\n"},
                       {"base.yaml", kBase},
                       {"deep/a.yaml", "include: b.yaml\ntiers: {edge: {cores: 3}}\n"},
                       {"deep/b.yaml", "tiers: {edge: {cores: 4}, mobile: {cores: 5}}\n"}});
  const Study study = folder.expanded().points.at(0).study;
  CHECK(study.tiers.at("edge").cores == 3);
  CHECK(study.tiers.at("mobile").cores == 5);
  CHECK(study.request.count == 7);
}

TEST_CASE("Included settings can be set and swept, and the expanded study holds all", "[include]") {
  const Folder folder({{"s.yaml", kIncludingStudy + R"(include: base.yaml
sweep: {tiers.mobile.cpu_share: [50 %, 100 %], links.mobile-edge.delay: [1 ms, 2 ms]}
)"},
                       {"base.yaml", kBase}});
  const ExpandedStudy study = folder.expanded({{{"tiers.edge.cores", "8"}}, {}});
  REQUIRE(study.points.size() == 4);
  CHECK(study.points[3].study.tiers.at("mobile").cpu_share.value == 1);
  CHECK(study.points[3].study.tiers.at("edge").cores == 8);
  const ExpandedStudy again = expand(Document::parse(study.expanded_yaml, "e.yaml"));
  CHECK(again.expanded_yaml == study.expanded_yaml);
  CHECK(again.points[3].study.links.at("mobile-edge").up.value == 200e6);
  CHECK(study.expanded_yaml.find("include") == std::string::npos);
}

TEST_CASE("Files that an included file names lie beside it", "[include]") {
  const Folder folder({{"s.yaml", kIncludingStudy + R"(include: deep/base.yaml
tiers: {mobile: {}, edge: {}}
request: {arrivals: trace deep/times.csv}
)"},
                       {"deep/base.yaml", R"(
links: {mobile-edge: {delay: 1 ms, trace: rates.csv}}
models: {mine: {architecture: resnet18, weights: w.pth, data: {test: photos}}}
)"},
                       {"deep/rates.csv", "time_s,bandwidth_mbps\n0,5\n"},
                       {"deep/times.csv", "time_s\n0\n1\n"},
                       {"deep/w.pth", ""},
                       {"deep/photos/a/b.png", ""}});
  const ExpandedStudy study = folder.expanded({{{"subjects", "[mine]"}}, {}});
  const Study& first = study.points.at(0).study;
  CHECK(first.links.at("mobile-edge").up_trace->steps.at(0).rate.value == 5e6);
  CHECK(first.models.at("mine").source.weights == "deep/w.pth");
  // From where the study lies, the expanded one finds the same files.
  std::ofstream(folder.path() / "e.yaml") << study.expanded_yaml;
  const ExpandedStudy again = expand(Document::read(folder.path() / "e.yaml"));
  CHECK(again.expanded_yaml == study.expanded_yaml);
  CHECK(again.points[0].study.models.at("mine").test == "deep/photos");
}

TEST_CASE("Each mistake about included files names its file and place", "[include]") {
  CHECK(error_including("include: base.yaml\n", kBase).empty());
  CHECK(error_including("include: other.yaml\n", "") ==
        "s.yaml:5:10: include: \"other.yaml\" does not exist (paths start at the file's folder, )");
  CHECK(error_including("include: .\n", "") ==
        "s.yaml:5:10: include: \".\" is no file (name a YAML file)");
  CHECK(error_including("include: /dev/zero\n", "") ==
        "s.yaml:5:10: include: \"/dev/zero\" is no file (name a YAML file)");
  CHECK(error_including("include: []\n", "") ==
        "s.yaml:5:10: include: is an empty list (name at least one)");
  CHECK(error_including("include: {file: base.yaml}\n", "") ==
        "s.yaml:5:10: include: is not a list (write it in brackets: [a, b])");
  CHECK(error_including("include: [base.yaml, base.yaml]\n", kBase) ==
        "s.yaml:5:22: include[1]: \"base.yaml\" occurs twice (name it once)");
  CHECK(error_including("include: base.yaml\n", "tiers: {edge: {cores: 1}\n") ==
        "base.yaml:2:1: study: is not YAML: end of map flow not found (see "
        "scenarios/quickstart.yaml)");
  CHECK(error_including("include: base.yaml\n", "tiers:\n  edge: {cores: many}\n  mobile: {}\n") ==
        "base.yaml:2:17: tiers.edge.cores: \"many\" is not a whole number (write e.g. 1)");
  CHECK(error_including("include: base.yaml\n", "tiers: {edge: {coers: 1}, mobile: {}}\n") ==
        "base.yaml:1:16: tiers.edge.coers: unknown key \"coers\" (did you mean \"cores\"?)");
  CHECK(error_including("include: base.yaml\n", "tiers: {egde: {}}\n") ==
        "base.yaml:1:9: tiers.egde: unknown key \"egde\" (did you mean \"edge\"?)");
  CHECK(error_including("include: base.yaml\n", "links: {}\nlinks: {}\n") ==
        "base.yaml:2:1: links: key \"links\" occurs twice (keep one)");
  CHECK_THAT(error_including("include: base.yaml\n", "seed: 7\n"),
             Catch::StartsWith("base.yaml:1:1: seed: unknown key \"seed\" (known here: tiersim, "
                               "include, models, tiers, "));
  CHECK(error_including("include: base.yaml\n", "tiersim: 2\n") ==
        "base.yaml:1:10: tiersim: 2 is out of range (use 1 to 1)");
  CHECK(error_including("include: base.yaml\n",
                        "models: {'a b': {weights: x}}\ntiers: {edge: {}}\n") ==
        "base.yaml:1:10: models.a b: is no name for a model (use up to 60 letters, digits, \"_\" "
        "and \"-\")");
  CHECK(error_including("include: base.yaml\n", "- a\n") ==
        "base.yaml:1:1: study: is not a map of settings (see scenarios/quickstart.yaml)");
  CHECK(error_including("include: base.yaml\n", std::string(2 << 20, '#')) ==
        "base.yaml:1:1: study: is larger than 1 MiB (is it a study file?)");
  CHECK(error_including("include: base.yaml\n", "include: base.yaml\n") ==
        "base.yaml:1:10: include: files include each other: s.yaml -> base.yaml -> base.yaml "
        "(leave one of these includes out)");
  CHECK(error_including("include: base.yaml\n", "include: [./s.yaml]\n") ==
        "base.yaml:1:11: include[0]: files include each other: s.yaml -> base.yaml -> ./s.yaml "
        "(leave one of these includes out)");
  CHECK_THROWS_WITH(expand(Document::parse(kIncludingStudy + "include: base.yaml\n", "s.yaml")),
                    "s.yaml:5:10: include: cannot be followed here (give a study file, or write "
                    "the settings themselves)");
  CHECK_THROWS_WITH(
      expand(Document::parse(kIncludingStudy + "tiers: {mobile: {}, edge: {}}\nlinks: "
                                               "{mobile-edge: {bandwidth: 1 Mbps, delay: 1 "
                                               "ms}}\nsweep: {include: [a, b]}\n",
                             "s.yaml")),
      "s.yaml:7:18: sweep.include: \"include\" cannot be swept (sweep a tier's, "
      "link's or request's setting)");
}

TEST_CASE("An included file may bring imported profiles, whose path starts at its folder",
          "[include]") {
  const std::string header = "subject,operator,stage,tier,service_ms,load_ms\n";
  const std::string study =
      "tiersim: 1\ninclude: phones/base.yaml\nsubjects: [net]\noperators: [int8]\n"
      "deployments: [mobile]\ntiers: {mobile: {}}\n";
  const Folder folder({{"s.yaml", study},
                       {"phones/base.yaml", "profiles: times.csv\n"},
                       {"phones/times.csv", header + "net,int8,0,mobile,12,9\n"},
                       {"own.csv", header + "net,int8,0,mobile,7,9\n"}});
  const auto service = [](const ExpandedStudy& expanded) {
    return expanded.points[0].study.imported->stage("net", "int8", 0, "mobile")->service[0].ns;
  };
  CHECK(service(folder.expanded()) == 12'000'000);
  CHECK(folder.expanded().expanded_yaml.find("profiles: phones/times.csv") != std::string::npos);
  CHECK(service(folder.expanded({{{"profiles", "own.csv"}}, {}})) == 7'000'000);
}

TEST_CASE("Includes nest eight deep, and no maze of them keeps the reader", "[include]") {
  std::vector<std::pair<std::string, std::string>> files{
      {"s.yaml", kIncludingStudy + "include: 1.yaml\n"}};
  for (int i = 1; i < 8; ++i)
    files.emplace_back(std::to_string(i) + ".yaml",
                       "include: " + std::to_string(i + 1) + ".yaml\n");
  files.emplace_back("8.yaml", kBase);
  CHECK(Folder(files).error().empty());
  files.back().second = "include: 9.yaml\n";
  files.emplace_back("9.yaml", kBase);
  CHECK(Folder(files).error() ==
        "8.yaml:1:10: include: is more than 8 files deep (include fewer after each other)");

  // Each file includes the next one ten times, under ten names: 10^7 readings.
  std::vector<std::pair<std::string, std::string>> maze{
      {"s.yaml", kIncludingStudy + "include: 1.yaml\n"}};
  for (int i = 1; i < 8; ++i) {
    std::string list;
    for (int k = 0; k < 10; ++k) {
      list += (k ? ", " : "");
      for (int dots = 0; dots < k; ++dots) list += "./";
      list += std::to_string(i + 1) + ".yaml";
    }
    maze.emplace_back(std::to_string(i) + ".yaml", "include: [" + list + "]\n");
  }
  maze.emplace_back("8.yaml", kBase);
  CHECK(Folder(maze).error().find("is one of more than 100 files (include fewer)") !=
        std::string::npos);
}
