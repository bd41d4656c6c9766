#include "scenarios/study/tables/models.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "scenarios/study/expand/expand.h"

using namespace tiersim;
namespace fs = std::filesystem;

namespace {

const std::string kRest = R"(
operators: [identity]
deployments: [edge]
tiers: {edge: {}}
links: {mobile-edge: {bandwidth: 10 Mbps, delay: 1 ms}}
)";

/// A folder with one of everything that a study may name.
const fs::path& folder() {
  static const fs::path path = [] {
    const fs::path made = fs::temp_directory_path() / "tiersim-test-read-models";
    fs::remove_all(made);
    for (const char* name : {"photos/train/cat", "photos/test/cat", "hub", "empty"})
      fs::create_directories(made / name);
    for (const char* name :
         {"w.pth", "w.safetensors", "w.onnx", "net.pt", "train.tsv", "test.tsv", "hub/config.json"})
      std::ofstream(made / name) << "x";
    return made;
  }();
  return path;
}

ExpandedStudy read_study(const std::string& models, const std::string& subject) {
  const fs::path path = folder() / "s.yaml";
  std::ofstream(path) << "tiersim: 1\n" << models << "\nsubjects: [" << subject << "]" << kRest;
  return expand(Document::read(path));
}

/// What is said of a study whose third line on describes the model `mine`, without the folder.
std::string error_of_models(const std::string& lines) {
  try {
    read_study("models:\n" + lines, "resnet18");
    return "";
  } catch (const StudyError& error) {
    std::string text = error.what();
    const std::string name = folder().string();
    for (std::size_t at; (at = text.find(name)) != std::string::npos;)
      text.replace(at, name.size(), "DIR");
    return text;
  }
}

}  // namespace

TEST_CASE("Models of a study are read as they are written", "[byo]") {
  const ExpandedStudy study = read_study(R"(models:
  my_resnet:
    architecture: resnet50
    weights: w.pth
    data: {train: photos/train, test: photos/test}
    classes: by-text
    variants:
      distilled: {architecture: resnet18, weights: w.safetensors}
      pruned: {weights: w.pth}
  my_bert: {weights: hub, data: {test: test.tsv}}
  my_net: {torchscript: net.pt, input: 1x28x28}
  nobody_uses_it: {architecture: resnet18, weights: w.pth}
)",
                                         "my_resnet, my_bert, my_net, wide_resnet_mini");
  CHECK(study.scenarios.size() == 4);
  const auto& models = study.points.at(0).study.models;
  REQUIRE(models.size() == 4);
  const ModelSpec& resnet = models.at("my_resnet");
  CHECK(resnet.name == "my_resnet");
  CHECK(resnet.folder == folder());
  CHECK(resnet.source == ModelSource{"resnet50", "w.pth", "", {}});
  CHECK(resnet.train == "photos/train");
  CHECK(resnet.test == "photos/test");
  CHECK(resnet.classes == ClassOrder::by_text);
  CHECK_FALSE(models.at("my_bert").classes);
  REQUIRE(resnet.variants.size() == 2);
  CHECK(resnet.variants.at("distilled") == ModelSource{"resnet18", "w.safetensors", "", {}});
  CHECK(resnet.variants.at("pruned") == ModelSource{"", "w.pth", "", {}});
  CHECK(models.at("my_bert").source == ModelSource{"", "hub", "", {}});
  CHECK(models.at("my_bert").train.empty());
  CHECK(models.at("my_net").source == ModelSource{"", "", "net.pt", {1, 28, 0}});

  SECTION("and printed so that they read back, also where the files are not") {
    const Document elsewhere = Document::parse(study.expanded_yaml, "results.h5");
    const ExpandedStudy again = expand(elsewhere);
    CHECK(again.expanded_yaml == study.expanded_yaml);
    CHECK(again.points.at(0).study.models.at("my_resnet").variants == resnet.variants);
  }
  SECTION("and reach the other program whole") {
    for (const auto& [name, model] : models)
      CHECK(protocol::model_spec_from(protocol::to_json(model)) == model);
  }
}

TEST_CASE("Each mistake in a model has its place, path, problem and remedy", "[byo]") {
  const std::string good = "architecture: resnet18, weights: w.pth";
  struct Row {
    std::string lines, message;
  };
  const std::vector<Row> rows{
      {"  mine: {" + good + "}", ""},
      {"  mine: {" + good + ", colour: red}",
       fmt::format("DIR/s.yaml:3:50: models.mine.colour: unknown key \"colour\" (known here: {})",
                   fmt::join(model_keys().names, ", "))},
      {"  mine: {architecture: resnet19, weights: w.pth}",
       "DIR/s.yaml:3:24: models.mine.architecture: unknown value \"resnet19\" (did you mean "
       "\"resnet18\"?)"},
      {"  mine: {architecture: resnet18, weights: gone.pth}",
       "DIR/s.yaml:3:43: models.mine.weights: \"gone.pth\" does not exist (paths start at the "
       "study's folder, DIR)"},
      {"  mine: {architecture: resnet18, weights: w.onnx}",
       "DIR/s.yaml:3:43: models.mine.weights: is of an unknown form (give .safetensors, .pth, .pt "
       "or .bin, or a Hugging Face folder)"},
      {"  mine: {architecture: resnet18, weights: empty}",
       "DIR/s.yaml:3:43: models.mine.weights: is a folder without config.json (name a file of "
       "weights, or a folder as Hugging Face's hub serves it)"},
      {"  mine: {architecture: bert_base, weights: hub}",
       "DIR/s.yaml:3:24: models.mine.architecture: the weights' config.json says it already (leave "
       "one out)"},
      {"  mine: {weights: w.pth}",
       "DIR/s.yaml:3:19: models.mine.weights: a file of weights does not say which layers they "
       "belong to (add architecture: NAME, see tiersim list subjects)"},
      {"  mine: {architecture: resnet18}",
       "DIR/s.yaml:3:24: models.mine.architecture: comes without weights (add weights: FILE)"},
      {"  mine: {data: {test: test.tsv}}",
       "DIR/s.yaml:3:9: models.mine: has neither weights nor torchscript (add architecture: NAME "
       "and weights: FILE, or torchscript: FILE)"},
      {"  mine: {torchscript: net.pt, architecture: resnet18}",
       "DIR/s.yaml:3:45: models.mine.architecture: torchscript has layers and weights already "
       "(leave one of the two out)"},
      {"  mine: {torchscript: hub}",
       "DIR/s.yaml:3:23: models.mine.torchscript: is a folder (name the file that torch.jit.save "
       "wrote)"},
      {"  mine: {torchscript: net.pt, input: 224}",
       "DIR/s.yaml:3:38: models.mine.input: is no shape of inputs (write e.g. 3x224x224: 1 or 3 "
       "channels, 8x8 to 1024x1024; or \"128 tokens\", 2 to 4096)"},
      {"  mine: {" + good + ", input: 3x32x32}",
       "DIR/s.yaml:3:57: models.mine.input: is known from the architecture (leave it out: it is "
       "for "
       "torchscript)"},
      {"  mine:",
       "DIR/s.yaml:3:3: models.mine: says nothing (add architecture: NAME and weights: FILE)"},
      {"  mine: w.pth",
       "DIR/s.yaml:3:9: models.mine: is not a map of settings (write it in braces: {key: value})"},
      {"  resnet50: {" + good + "}",
       "DIR/s.yaml:3:3: models.resnet50: \"resnet50\" is a known subject (choose another name, "
       "e.g. my_resnet50, and write architecture: resnet50)"},
      {"  my net: {" + good + "}",
       "DIR/s.yaml:3:3: models.my net: is no name for a model (use up to 60 letters, digits, \"_\" "
       "and \"-\")"},
      {"  mine: {" + good + "}\n  mine: {" + good + "}",
       "DIR/s.yaml:4:3: models.mine: key \"mine\" occurs twice (keep one)"},
      {"  mine: {" + good + ", data: photos}",
       "DIR/s.yaml:3:56: models.mine.data: is not a map of settings (write it in braces: {key: "
       "value})"},
      {"  mine: {" + good + ", data: {train: photos/train}}",
       "DIR/s.yaml:3:56: models.mine.data: has no test data, which accuracy is measured on (add "
       "test: PATH)"},
      {"  mine: {" + good + ", data: {test: w.pth}}",
       "DIR/s.yaml:3:63: models.mine.data.test: is neither a folder of images nor a .tsv file of "
       "texts (give a folder that holds a folder for each class, or a table with the columns label "
       "and text)"},
      {"  mine: {" + good + ", data: {train: train.tsv, test: photos/test}}",
       "DIR/s.yaml:3:64: models.mine.data.train: is of another form than the test data (give two "
       "folders or two .tsv files)"},
      {"  mine: {" + good + ", data: {train: photos/../test.tsv, test: test.tsv}}",
       "DIR/s.yaml:3:64: models.mine.data.train: is the test data (accuracy on what was trained on "
       "proves nothing; give other data)"},
      {"  mine: {" + good + ", data: {test: photos/test}, classes: alphabet}",
       "DIR/s.yaml:3:86: models.mine.classes: unknown value \"alphabet\" (use one of by-number, "
       "by-text)"},
      {"  mine: {" + good + ", classes: by-text}",
       "DIR/s.yaml:3:59: models.mine.classes: numbers no folders (add data: {test: FOLDER})"},
      {"  mine: {" + good + ", data: {test: test.tsv}, classes: by-text}",
       "DIR/s.yaml:3:83: models.mine.classes: is for folders of images, the data are a .tsv file "
       "(leave it out)"},
      {"  mine: {" + good + ", variants: {distiled: {weights: w.pth}}}",
       "DIR/s.yaml:3:61: models.mine.variants.distiled: unknown key \"distiled\" (did you mean "
       "\"distilled\"?)"},
      {"  mine: {" + good + ", variants: {sptq: {weights: w.pth}}}",
       "DIR/s.yaml:3:61: models.mine.variants.sptq: \"sptq\" is made of the model here, never "
       "brought (use distilled, pruned, pruned_channels, early_exit)"},
      {"  mine: {" + good + ", variants: {distilled: {weights: gone.pth}}}",
       "DIR/s.yaml:3:82: models.mine.variants.distilled.weights: \"gone.pth\" does not exist "
       "(paths start at the study's folder, DIR)"},
      {"  mine: {" + good + ", variants: {distilled: {data: {test: test.tsv}}}}",
       "DIR/s.yaml:3:73: models.mine.variants.distilled.data: unknown key \"data\" (known here: "
       "architecture, weights, torchscript, input)"},
      {"  mine: {" + good + "}\nsweep: {models.mine.weights: [w.pth]}",
       "DIR/s.yaml:4:30: sweep.models.mine.weights: \"models.mine.weights\" cannot be swept (sweep "
       "a tier's, link's or request's setting)"},
  };
  for (const Row& row : rows) {
    INFO(row.lines);
    CHECK(error_of_models(row.lines) == row.message);
  }
}

TEST_CASE("A subject that is neither known nor brought is unknown", "[byo]") {
  CHECK_THROWS_WITH(
      read_study("models: {mine: {architecture: resnet18, weights: w.pth}}", "mien"),
      Catch::Contains("s.yaml:3:12: subjects[0]: unknown value \"mien\" (did you mean \"mine\"?)"));
  CHECK_THROWS_WITH(read_study("models: [mine]", "resnet18"),
                    Catch::Contains("s.yaml:2:9: models: is not a map of names"));
}
