#include "models/subjects/own_subject.h"

#include <stdlib.h>

#include <torch/csrc/jit/api/module.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "models/ir/executor.h"
#include "models/measure/prepare.h"
#include "models/measure/stage_worker.h"
#include "models/operators/operator.h"
#include "models/subjects/class_head.h"
#include "models/subjects/own_data.h"
#include "models/subjects/transformer.h"
#include "models/training/checkpoint.h"
#include "sim/error.h"
#include "tests/models/image_writers.h"
#include "tests/models/pth_files.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

const Progress kQuiet = [](const std::string&) {};

/// A cache of this test's own while it lasts.
struct FreshCache {
  FreshCache() { setenv("TIERSIM_CACHE", fresh_folder("own-cache").c_str(), 1); }
  ~FreshCache() { unsetenv("TIERSIM_CACHE"); }
};

/// Grey images whose brightness is their class, dark to bright, with some noise.
void write_images(const fs::path& folder, const std::vector<std::string>& classes, int count) {
  for (std::size_t c = 0; c < classes.size(); ++c) {
    fs::create_directories(folder / classes[c]);
    const auto level = static_cast<double>(40 + 160 * c / classes.size());
    for (int i = 0; i < count; ++i) {
      const at::Tensor noise = at::randint(20, {32, 40, 1}, at::kLong).expand({32, 40, 3});
      write_png(folder / classes[c] / (std::to_string(i) + ".png"),
                (noise + level).to(at::kByte).contiguous());
    }
  }
}

/// A network of an architecture that tells those classes apart by nothing but its last layer's
/// random weights.
Graph network(const std::string& architecture, std::int64_t classes, int seed = 1) {
  at::manual_seed(seed);
  return with_classes(find_subject(architecture)->build(), classes);
}

ModelSpec image_spec(const fs::path& folder, const std::string& architecture,
                     const std::string& weights) {
  ModelSpec spec;
  spec.name = "mine";
  spec.folder = folder.string();
  spec.source.architecture = architecture;
  spec.source.weights = weights;
  spec.train = "train";
  spec.test = "test";
  return spec;
}

VariantRecord prepared(const ModelSpec& spec, const std::string& composition) {
  return prepare({spec.name, composition, spec}, kQuiet);
}

const std::string kMini = "wide_resnet_mini_student";

/// A folder of images of three classes, and weights for them.
fs::path image_folder_with_weights() {
  at::manual_seed(3);
  const fs::path folder = fresh_folder("own-images");
  write_images(folder / "train", {"bright", "dark", "grey"}, 12);
  write_images(folder / "test", {"bright", "dark", "grey"}, 4);
  save_checkpoint(network(kMini, 3), folder / "w.safetensors");
  return folder;
}

}  // namespace

TEST_CASE("An own model of images is prepared on its own data", "[byo]") {
  const FreshCache cache;
  const fs::path folder = image_folder_with_weights();
  const ModelSpec spec = image_spec(folder, kMini, "w.safetensors");
  const VariantRecord identity = prepared(spec, "identity");
  CHECK(identity.subject == "mine");
  CHECK(identity.labels.size() == 12);
  CHECK(identity.accuracy >= 0);
  // One for each of 3 x 4 test images: a multiple of 1/12.
  CHECK(std::abs(identity.accuracy * 12 - std::round(identity.accuracy * 12)) < 1e-9);
  CHECK(identity.input.value == 28 * 28 * 4);
  CHECK(identity.stage_output.at(0).value == 3 * 4);  // as many classes as the weights have
  CHECK(identity.note.empty());
  const VariantRecord sptq = prepared(spec, "sptq");
  CHECK(sptq.accuracy >= 0);
  CHECK(sptq.model_bytes < identity.model_bytes);
  CHECK(prepared(spec, "identity").key == identity.key);

  SECTION("and measured on it") {
    StageWorker worker(
        {identity, 0, TierProfile{"cloud", 1, {1.0}, {8'000'000'000}, 1, 1, {}}, spec, 0});
    CHECK(worker.description().mechanism == "none");
    CHECK(worker.sample(0, 20).service.size() == 20);
    for (const std::int64_t item : {0, 7, 11})
      CHECK(worker.infer(item, {}).prediction == identity.predictions.at(item));
  }
  SECTION("what the files hold makes another variant of it, where they lie does not") {
    write_images(folder / "test", {"grey"}, 3);  // written anew: another time, other noise
    CHECK(prepared(spec, "identity").key != identity.key);
    save_checkpoint(network(kMini, 3, 2), folder / "w.safetensors");
    const VariantRecord other = prepared(spec, "identity");
    fs::create_directories(folder / "again");
    fs::copy(folder / "w.safetensors", folder / "again/v.safetensors");
    ModelSpec moved = spec;
    moved.source.weights = "again/v.safetensors";
    CHECK(prepared(moved, "identity").key == other.key);
  }
}

TEST_CASE("Operators never learn or calibrate on test data", "[byo]") {
  const FreshCache cache;
  ModelSpec spec = image_spec(image_folder_with_weights(), kMini, "w.safetensors");
  spec.train.clear();
  CHECK(prepared(spec, "identity").accuracy >= 0);
  CHECK(prepared(spec, "partition(cut=layer2.0.add)").accuracy >= 0);
  CHECK_THROWS_WITH(prepared(spec, "sptq"),
                    "mine: \"sptq\" calibrates on training data, never on test data, and has none "
                    "(add models.mine.data.train)");
  CHECK_THROWS_WITH(prepared(spec, "pruned+partition"),
                    Contains("\"pruned\" trains on training data") &&
                        Contains("or a ready-made models.mine.variants.pruned)"));

  SECTION("without any data, latency is measured, and accuracy is unknown") {
    spec.test.clear();
    const VariantRecord sptq = prepared(spec, "sptq");
    CHECK(std::isnan(sptq.accuracy));
    CHECK(sptq.note == "no data: latency only");
  }
}

TEST_CASE("A ready-made variant takes the place of the first operator alone", "[byo]") {
  const FreshCache cache;
  const fs::path folder = image_folder_with_weights();
  save_checkpoint(network("wide_resnet_mini", 3), folder / "large.safetensors");
  save_checkpoint(network(kMini, 3, 5), folder / "small.safetensors");
  save_checkpoint(network(kMini, 7), folder / "other.safetensors");
  ModelSpec spec = image_spec(folder, "wide_resnet_mini", "large.safetensors");
  spec.train.clear();  // so that anything but the ready-made is refused
  spec.variants["distilled"] = {kMini, "small.safetensors", "", {}};

  const Subject subject = own_subject(spec, kQuiet);
  PrepareContext context;
  context.subject = &subject;
  context.sample = subject.sample();
  const auto nodes = [&](const std::string& composition) {
    return apply_operators(composition, subject.own->load(), context).stages.at(0).nodes.size();
  };
  CHECK(nodes("distilled") < nodes("identity"));
  const VariantRecord distilled = prepared(spec, "distilled");
  CHECK(distilled.parameters < prepared(spec, "identity").parameters);
  CHECK(prepared(spec, "distilled+partition(cut=layer2.0.add)").predictions ==
        distilled.predictions);
  CHECK_THROWS_WITH(prepared(spec, "distilled+sptq"), Contains("\"sptq\" calibrates on"));
  CHECK_THROWS_WITH(prepared(spec, "pruned"), Contains("\"pruned\" trains on"));

  const std::string before = prepared(spec, "identity").key;
  save_checkpoint(network(kMini, 3, 6), folder / "small.safetensors");
  CHECK(prepared(spec, "distilled").key != distilled.key);
  CHECK(prepared(spec, "identity").key == before);

  spec.variants["distilled"].weights = "other.safetensors";
  CHECK_THROWS_WITH(prepared(spec, "distilled"),
                    Contains("other.safetensors: tells 7 classes apart, the model 3 (bring"));
  spec.variants["distilled"] = {"resnet18", "small.safetensors", "", {}};
  CHECK_THROWS_WITH(prepared(spec, "distilled"), Contains("inputs of another shape"));
  spec.variants["pruned_channels"] = {"", "large.safetensors", "", {}};  // the model's own layers
  CHECK(prepared(spec, "pruned_channels").accuracy >= 0);
  CHECK_THROWS_WITH(prepared(spec, "pruned_channels(keep=25 %)"),
                    Contains("is ready-made, its settings would change nothing (leave them out"));
}

TEST_CASE("Weights and data that do not fit are refused with what to do", "[byo]") {
  const FreshCache cache;
  const fs::path folder = image_folder_with_weights();
  const auto refused = [&](const ModelSpec& spec, const std::string& problem) {
    INFO(problem);
    CHECK_THROWS_MATCHES(prepared(spec, "identity"), UserError,
                         Catch::Predicate<UserError>([&](const UserError& error) {
                           UNSCOPED_INFO(error.what());
                           return Contains(problem).match(error.what());
                         }));
  };
  save_checkpoint(network(kMini, 10), folder / "ten.safetensors");
  refused(image_spec(folder, kMini, "ten.safetensors"),
          "own-images/train: has 3 classes, the weights tell 10 apart (give data of all classes "
          "that the model was trained on, or weights trained on these; folders named by the "
          "classes' numbers may be a part)");
  refused(image_spec(folder, "resnext_mini", "w.safetensors"), "w.safetensors: tensor \"");
  refused(image_spec(folder, "mobilenet_v2", "w.safetensors"),
          "w.safetensors: has no tensor \"classifier.1.weight\", the layer that tells classes "
          "apart (give weights of mobilenet_v2, with their classifier)");
  refused(image_spec(folder, kMini, "gone.pth"), "gone.pth: cannot be read");
  ModelSpec spec = image_spec(folder, kMini, "w.safetensors");
  write_images(folder / "more", {"bright", "purple"}, 1);
  spec.test = "more";
  refused(spec, "more: the class \"purple\" is not among the 3 of the model (take it out");
  spec = image_spec(folder, kMini, "w.safetensors");
  spec.source = {};
  spec.source.torchscript = "net.pt";
  std::ofstream(folder / "net.pt") << "x";
  refused(spec, "net.pt: not a usable TorchScript file: it is no zip archive");
  std::ofstream(folder / "t.tsv") << "label\ttext\n0\ta\n";
  spec = image_spec(folder, kMini, "w.safetensors");
  spec.train = spec.test = "t.tsv";
  refused(spec, "reads images, not texts");
}

TEST_CASE("Folders named by numbers are the classes of these numbers", "[byo]") {
  const FreshCache cache;
  const fs::path folder = fresh_folder("own-numbers");
  write_images(folder / "test", {"10", "9"}, 2);  // "10" sorts before "9" as a name
  Dataset data = own_images(folder / "test", {1, 1, 28, 28}, kAllItems, kQuiet);
  CHECK(data.items.sizes() == at::IntArrayRef({4, 1, 28, 28}));
  const auto classes = classes_of(data, 1000, {}, "test");
  CHECK(classes.size() == 1000);
  const at::Tensor before = data.labels.clone();
  renumber(data, classes, "test");
  CHECK(at::equal(data.labels, at::where(before == 0, at::full({4}, 10), at::full({4}, 9))));
  // The beginning of the same shuffled order.
  const Dataset part = own_images(folder / "test", {1, 1, 28, 28}, 2, kQuiet);
  CHECK(at::equal(part.items, data.items.slice(0, 0, 2)));
}

/// Classes by brightness: of grey images whose pixels have the mean m, with x = m + 1 the logit
/// a x - a^2 / 2 is largest for the a that is nearest to x.
torch::jit::Module brightness_classifier(const std::string& gate) {
  torch::jit::Module module("Brightness");
  at::Tensor centres = at::empty({3, 1});
  for (int c = 0; c < 3; ++c)  // the noise of write_images() adds 9.5
    centres[c][0] = ((40 + 160 * c / 3 + 9.5) / 255 - 0.2860) / 0.3530 + 1;
  module.register_parameter("one", at::ones({1, 1, 1, 1}), false);
  module.register_parameter("shift", at::ones({1}), false);
  module.register_parameter("weight", centres, false);
  module.register_parameter("bias", (-centres * centres / 2).flatten(), false);
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    x = torch.conv2d(x, self.one, self.shift)
    x = )" + gate +
                R"(
    return torch.linear(torch.mean(x, [2, 3]), self.weight, self.bias)
)");
  return module;
}

TEST_CASE("A TorchScript file with data is a subject for black-box operators", "[byo]") {
  const FreshCache cache;
  const fs::path folder = fresh_folder("own-torchscript");
  for (const char* name : {"train", "test"}) write_images(folder / name, {"a", "b", "c"}, 10);
  ModelSpec spec = image_spec(folder, "", "");
  spec.source.torchscript = "net.pt";
  spec.source.input = {1, 28, 0};
  SECTION("cut where it is a graph of ours") {
    brightness_classifier("torch.relu(x)").save((folder / "net.pt").string());
    for (const char* composition : {"identity", "sptq", "partition(cut=global_avg_pool2d_1)",
                                    "sptq+partition(cut=global_avg_pool2d_1)"}) {
      const VariantRecord record = prepared(spec, composition);
      INFO(composition);
      CHECK(record.accuracy == 1);
      CHECK(record.note.empty());
      CHECK(record.parameters == 1 + 1 + 3 + 3);
    }
  }
  SECTION("in one piece where it is none, as the note says") {
    brightness_classifier("torch.elu(x)").save((folder / "net.pt").string());
    for (const char* composition : {"identity", "sptq"}) {
      const VariantRecord record = prepared(spec, composition);
      INFO(composition);
      CHECK(record.accuracy == 1);
      CHECK_THAT(record.note, Contains("TorchScript as one piece") && Contains("aten::elu"));
    }
    CHECK_THROWS_WITH(prepared(spec, "partition(cut=input)"), Contains("keeps the model in one"));
  }
}

TEST_CASE("A TorchScript file may read texts", "[byo]") {
  // The class is whether "good" (id 5) or "bad" (id 6) occurs: the mean of one-hot rows, which is
  // larger for the word that is there.
  const FreshCache cache;
  const fs::path folder = fresh_folder("own-torchscript-text");
  std::ofstream(folder / "vocab.txt") << "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\ngood\nbad\nday\n";
  for (const char* name : {"train.tsv", "test.tsv"}) {
    std::ofstream table(folder / name);
    table << "label\ttext\n";
    for (int i = 0; i < 12; ++i)
      table << i % 2 << "\ta " << (i % 2 == 0 ? "good" : "bad") << (i % 3 == 0 ? " day" : "")
            << "\n";
  }
  at::Tensor rows = at::zeros({8, 2});
  rows[5][0] = rows[6][1] = 1;
  torch::jit::Module module("Words");
  module.register_parameter("rows", rows, false);
  module.register_parameter("weight", at::eye(2), false);
  module.register_parameter("bias", at::zeros({2}), false);
  module.define(R"(
def forward(self, ids: Tensor) -> Tensor:
    return torch.linear(torch.mean(torch.embedding(self.rows, ids), [1]), self.weight, self.bias)
)");
  module.save((folder / "net.pt").string());
  ModelSpec spec = image_spec(folder, "", "");
  spec.train = "train.tsv";
  spec.test = "test.tsv";
  spec.source.torchscript = "net.pt";
  spec.source.input.tokens = 16;
  for (const char* composition : {"identity", "sptq"}) {
    INFO(composition);
    const VariantRecord record = prepared(spec, composition);
    CHECK(record.accuracy == 1);
    CHECK_THAT(record.note, Contains("aten::embedding"));
  }
}

TEST_CASE("Weights are read whatever wrote them", "[byo]") {
  const fs::path folder = fresh_folder("own-weights");
  const Graph graph = network(kMini, 3);
  std::vector<SavedTensor> saved;
  Storages storages;
  for (const Node& node : graph.nodes) {
    for (const auto& [name, tensor] : node.tensors) {
      const std::string key = std::to_string(storages.size());
      storages[key] = tensor.contiguous();
      // As torch.nn.DataParallel names them.
      saved.push_back({"module." + node.name + "." + name, "FloatStorage", key, tensor.numel(), 0,
                       tensor.sizes().vec(), tensor.contiguous().strides().vec()});
    }
  }
  write_zip_pth(folder / "w.pth", state_dict_pickle(saved, false), storages);
  const Graph read = own_graph({kMini, "w.pth", "", {}}, folder);
  const at::Tensor input = at::randn({2, 1, 28, 28});
  use_inference_settings(1);
  CHECK(class_count(read, input) == 3);
  for (std::size_t i = 0; i < read.nodes.size(); ++i) {
    for (const auto& [name, tensor] : read.nodes[i].tensors)
      CHECK(at::equal(tensor, graph.nodes[i].tensors.at(name)));
  }
}

TEST_CASE("An own model of texts comes as a Hugging Face folder", "[byo]") {
  const FreshCache cache;
  const fs::path folder = fresh_folder("own-texts");
  fs::create_directories(folder / "hub");
  std::ofstream(folder / "hub/config.json") << R"({"model_type": "bert", "vocab_size": 12,
    "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16,
    "max_position_embeddings": 16, "id2label": {"0": "spam", "1": "ham"}})";
  std::ofstream(folder / "hub/vocab.txt")
      << "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nbad\nfilm\nbook\na\nthe\n";
  TransformerShape shape;
  shape.words = 12;
  shape.positions = 16;
  shape.width = 8;
  shape.layers = 1;
  shape.heads = 2;
  shape.inner_width = 16;
  at::manual_seed(1);
  save_checkpoint(transformer(shape), folder / "hub/model.safetensors");
  std::ofstream(folder / "train.tsv")
      << "label\ttext\nspam\tbad film\nham\tgood book\nspam\tbad the book\nham\ta good film\n";
  std::ofstream(folder / "test.tsv") << "label\ttext\nham\tgood the film\nspam\tbad a book\n";

  ModelSpec spec;
  spec.name = "mine";
  spec.folder = folder.string();
  spec.source.weights = "hub";
  spec.train = "train.tsv";
  spec.test = "test.tsv";
  const VariantRecord identity = prepared(spec, "identity");
  CHECK((identity.accuracy == 0 || identity.accuracy == 0.5 || identity.accuracy == 1));
  CHECK(identity.input.value == 5 * 8);  // [CLS], three words and [SEP] as int64
  CHECK(prepared(spec, "sptq").accuracy >= 0);
  CHECK_THROWS_WITH(prepared(spec, "distilled"),
                    Contains("bring one as models.mine.variants.distilled"));

  // As config.json numbers them, not as they sort; pairs end where the vocabulary says.
  const Subject subject = own_subject(spec, kQuiet);
  const Dataset test = subject.load_data(Split::test);
  CHECK(test.classes == std::vector<std::string>{"spam", "ham"});
  const at::Tensor good = (test.items == 4).sum(1);  // "good" is the fifth word
  CHECK(at::equal(test.labels, good));
  CHECK(subject.own->load().nodes.at(1).tokens.separator_id == 3);

  const auto refused = [&](const std::string& problem) {
    CHECK_THROWS_WITH(prepared(spec, "identity"), Contains(problem));
  };
  std::ofstream(folder / "test.tsv") << "label\ttext\neggs\tgood\n";
  refused("test.tsv: the class \"eggs\" is not among the 2");
  std::ofstream(folder / "train.tsv") << "label\ttext\neggs\tgood\n";
  refused("train.tsv: the class \"eggs\" is none of the model's (config.json names spam, ham");
  std::ofstream(folder / "train.tsv") << "label\ttext\n2\tgood\n";
  refused("train.tsv: has 3 classes, the weights tell 2 apart");
  std::ofstream(folder / "hub/tokenizer_config.json") << R"({"do_lower_case": false})";
  refused("tells upper from lower case (bring an uncased model)");
  fs::remove(folder / "hub/tokenizer_config.json");
  fs::remove(folder / "hub/vocab.txt");
  refused("no vocabulary beside the weights (put vocab.txt");
  spec.train = spec.test = "";
  CHECK(std::isnan(prepared(spec, "identity").accuracy));
}
