#include <torch/csrc/jit/api/module.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/models/subjects/own_models.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;

namespace {

/// Tells classes by brightness. For a grey image with mean pixel m and x = m + 1, the logit a x -
/// a^2 / 2 is largest for the a nearest to x.
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

}  // namespace

TEST_CASE("A TorchScript file with data is a subject for black-box operators", "[byo]") {
  const FreshCache cache;
  const fs::path folder = fresh_folder("own-torchscript");
  for (const char* name : {"train", "test"}) write_images(folder / name, {"a", "b", "c"}, 10);
  ModelSpec spec = image_spec(folder, "", "");
  spec.source.torchscript = "net.pt";
  spec.source.input = {1, 28, 0};
  SECTION("cut where it is a graph of ours") {
    brightness_classifier("torch.relu(x)").save((folder / "net.pt").string());
    for (const char* operator_name : {"identity", "sptq", "partition(cut=global_avg_pool2d_1)",
                                      "sptq+partition(cut=global_avg_pool2d_1)"}) {
      const VariantRecord record = prepared(spec, operator_name);
      INFO(operator_name);
      CHECK(record.accuracy == 1);
      CHECK(record.note.empty());
      CHECK(record.parameters == 1 + 1 + 3 + 3);
    }
  }
  SECTION("in one piece where it is none, as the note says") {
    brightness_classifier("torch.elu(x)").save((folder / "net.pt").string());
    for (const char* operator_name : {"identity", "sptq"}) {
      const VariantRecord record = prepared(spec, operator_name);
      INFO(operator_name);
      CHECK(record.accuracy == 1);
      CHECK_THAT(record.note, Contains("TorchScript as one piece") && Contains("aten::elu"));
    }
    CHECK_THROWS_WITH(prepared(spec, "partition(cut=input)"), Contains("keeps the model in one"));
  }
}

TEST_CASE("A TorchScript file may read texts", "[byo]") {
  // The class says which of "good" (id 5) and "bad" (id 6) occurs. The mean of one-hot rows is
  // larger for the word that occurs.
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
  for (const char* operator_name : {"identity", "sptq"}) {
    INFO(operator_name);
    const VariantRecord record = prepared(spec, operator_name);
    CHECK(record.accuracy == 1);
    CHECK_THAT(record.note, Contains("aten::embedding"));
  }
}
