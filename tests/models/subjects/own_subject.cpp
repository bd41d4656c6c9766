#include "models/subjects/own_subject.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "models/measure/stage_worker.h"
#include "models/operators/operator.h"
#include "tests/models/subjects/own_models.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;

TEST_CASE("An own model of images is prepared on its own data", "[byo]") {
  const FreshCache cache;
  const fs::path folder = image_folder_with_weights();
  const ModelSpec spec = image_spec(folder, kMini, "w.safetensors");
  const VariantRecord identity = prepared(spec, "identity");
  CHECK(identity.subject == "mine");
  CHECK(identity.labels.size() == 12);
  CHECK(identity.accuracy >= 0);
  // There are 3 x 4 test images, so the accuracy is a multiple of 1/12.
  CHECK(std::abs(identity.accuracy * 12 - std::round(identity.accuracy * 12)) < 1e-9);
  CHECK(identity.input.value == 28 * 28 * 4);
  CHECK(identity.stage_output.at(0).value == 3 * 4);  // the weights have three classes
  CHECK(identity.note.empty());
  const VariantRecord sptq = prepared(spec, "sptq");
  CHECK(sptq.accuracy >= 0);
  CHECK(sptq.model_bytes < identity.model_bytes);
  CHECK(prepared(spec, "identity").key == identity.key);

  SECTION("and measured on it") {
    StageWorker worker(
        {identity, 0, TierSettings{"cloud", 1, {1.0}, {8'000'000'000}, 1, 1, {}}, spec, 0});
    CHECK(worker.description().mechanism == "none");
    CHECK(worker.sample(0, 20).service.size() == 20);
    for (const std::int64_t item : {0, 7, 11})
      CHECK(worker.infer(item, {}).prediction == identity.predictions.at(item));
  }
  SECTION("what the files hold makes another variant of it, where they lie does not") {
    write_images(folder / "test", {"grey"}, 3);  // written again: another time and other noise
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

TEST_CASE("A ready-made variant replaces only the first operator", "[byo]") {
  const FreshCache cache;
  const fs::path folder = image_folder_with_weights();
  save_checkpoint(network("wide_resnet_mini", 3), folder / "large.safetensors");
  save_checkpoint(network(kMini, 3, 5), folder / "small.safetensors");
  save_checkpoint(network(kMini, 7), folder / "other.safetensors");
  ModelSpec spec = image_spec(folder, "wide_resnet_mini", "large.safetensors");
  spec.train.clear();  // so anything but the ready-made variant is refused
  spec.variants["distilled"] = {kMini, "small.safetensors", "", {}};

  const Subject subject = own_subject(spec, kQuiet);
  PrepareContext context;
  context.subject = &subject;
  context.sample = subject.sample();
  const auto nodes = [&](const std::string& operator_name) {
    return apply_operators(parse_operator(operator_name), subject.own->load(), context)
        .stages.at(0)
        .nodes.size();
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
                    Contains("other.safetensors: has 7 classes, the model has 3 (bring"));
  spec.variants["distilled"] = {"resnet18", "small.safetensors", "", {}};
  CHECK_THROWS_WITH(prepared(spec, "distilled"), Contains("inputs of another shape"));
  // With the model's own layers.
  spec.variants["pruned_channels"] = {"", "large.safetensors", "", {}};
  CHECK(prepared(spec, "pruned_channels").accuracy >= 0);
  CHECK_THROWS_WITH(prepared(spec, "pruned_channels(keep=25 %)"),
                    Contains("is ready-made, its settings would change nothing (leave them out"));
}
