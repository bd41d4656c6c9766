#include "models/prepare/prepare.h"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("The shipped checkpoint is accurate, also in int8, and is prepared only once",
          "[prepare]") {
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-cache";
  std::filesystem::remove_all(cache);
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  int steps = 0;
  const Progress count = [&](const std::string&) { ++steps; };

  const VariantRecord identity = prepare({"wide_resnet_mini", parse_operator("identity")}, count);
  CHECK(steps > 0);
  CHECK(identity.accuracy ==
        Approx(0.9333).margin(0.001));  // models/README.md; 10 images by rounding
  CHECK(identity.macro_f1 == Approx(0.9329).margin(0.001));
  CHECK(identity.predictions.size() == 10'000);
  CHECK(identity.input.value == 28 * 28 * 4);  // one grey image as float32
  CHECK(identity.model_bytes > 4 * 570'000);   // float32; batch norms are folded

  const VariantRecord sptq = prepare({"wide_resnet_mini", parse_operator("sptq")}, count);
  CHECK(std::abs(sptq.accuracy - identity.accuracy) <= 0.005);
  CHECK(sptq.model_bytes < identity.model_bytes * 0.3);

  const VariantRecord split =
      prepare({"wide_resnet_mini", parse_operator("sptq+partition(cut=layer2.1.add)")}, count);
  CHECK(split.stage_output.size() == 2);
  CHECK(split.predictions == sptq.predictions);  // a cut changes no answer
  CHECK(split.key != sptq.key);

  steps = 0;
  const VariantRecord again = prepare({"wide_resnet_mini", parse_operator("sptq")}, count);
  CHECK(steps == 0);
  CHECK(again.predictions == sptq.predictions);
  CHECK(again.accuracy == sptq.accuracy);

  CHECK_THROWS_AS(prepare({"unknown", parse_operator("sptq")}, count), UserError);
  setenv("TIERSIM_CHECKPOINTS", "/nonexistent", 1);
  CHECK_THROWS_WITH(prepare({"wide_resnet_mini", parse_operator("sptq")}, count),
                    Catch::Contains("no such file"));
  unsetenv("TIERSIM_CHECKPOINTS");
}
