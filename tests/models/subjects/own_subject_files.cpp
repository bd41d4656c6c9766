#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "models/ir/executor.h"
#include "models/subjects/class_names.h"
#include "models/subjects/own_data.h"
#include "models/subjects/own_graph.h"
#include "models/subjects/own_subject.h"
#include "models/subjects/transformer.h"
#include "sim/base/error.h"
#include "tests/models/subjects/own_models.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;

TEST_CASE("Weights and data that do not fit are refused with a remedy", "[byo]") {
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
          "w.safetensors: has no tensor \"classifier.1.weight\", the layer that computes the "
          "classes (give weights of mobilenet_v2, with their classifier)");
  refused(image_spec(folder, kMini, "gone.pth"), "gone.pth: no such file");
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

TEST_CASE("Folders named by numbers are the classes with these numbers", "[byo]") {
  const FreshCache cache;
  const fs::path folder = fresh_folder("own-numbers");
  write_images(folder / "test", {"10", "9"}, 2);  // "10" sorts before "9" as a name
  Dataset data = own_images(folder / "test", {1, 1, 28, 28}, kAllItems, kQuiet);
  CHECK(data.items.sizes() == at::IntArrayRef({4, 1, 28, 28}));
  const auto classes = classes_of(data, 1000, {}, ClassOrder::by_number, "test").names;
  CHECK(classes.size() == 1000);
  const at::Tensor before = data.labels.clone();
  renumber(data, classes, "test");
  CHECK(at::equal(data.labels, at::where(before == 0, at::full({4}, 10), at::full({4}, 9))));
  // The first items of the same shuffled order.
  const Dataset part = own_images(folder / "test", {1, 1, 28, 28}, 2, kQuiet);
  CHECK(at::equal(part.items, data.items.slice(0, 0, 2)));
}

TEST_CASE("Weights of every known form are read", "[byo]") {
  const fs::path folder = fresh_folder("own-weights");
  const Graph graph = network(kMini, 3);
  std::vector<SavedTensor> saved;
  Storages storages;
  for (const Node& node : graph.nodes) {
    for (const auto& [name, tensor] : node.tensors) {
      const std::string key = std::to_string(storages.size());
      storages[key] = tensor.contiguous();
      // The names that torch.nn.DataParallel gives.
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
  std::ofstream(folder / "hub/config.json") << R"({"model_type": "bert", "vocab_size": 10,
    "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16,
    "max_position_embeddings": 16, "id2label": {"0": "spam", "1": "ham"}})";
  std::ofstream(folder / "hub/vocab.txt")
      << "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nbad\nfilm\nbook\na\nthe\n";
  TransformerShape shape;
  shape.words = 10;
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

  // Classes are numbered as in config.json, not by their order. Pairs end with the vocabulary's
  // separator.
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
  std::ofstream(folder / "hub/tokenizer_config.json") << R"({"do_basic_tokenize": false})";
  refused("\"do_basic_tokenize\" is false, which tiersim's tokenizer does not do");
  fs::remove(folder / "hub/tokenizer_config.json");
  fs::remove(folder / "hub/vocab.txt");
  refused("no vocabulary beside the weights (put vocab.txt");
  spec.train = spec.test = "";
  CHECK(std::isnan(prepared(spec, "identity").accuracy));
}
