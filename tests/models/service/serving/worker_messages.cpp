#include "models/service/serving/worker_messages.h"

#include <catch2/catch.hpp>

#include "sim/base/frame.h"

using namespace tiersim;
using namespace tiersim::service;

TEST_CASE("A batch and its result arrive as they were sent", "[worker]") {
  const std::vector<StageInput> batch{{5, {}}, {-1, {1, 2, 3}}};
  const std::vector<StageInput> read = batch_from(to_bytes(batch));
  REQUIRE(read.size() == 2);
  CHECK(read[0].sample == 5);
  CHECK(read[1].tensor == batch[1].tensor);

  StageResult result;
  result.started = 1;
  result.loaded = 2;
  result.ended = 1'000'000'000'000;
  result.cpu = 4;
  result.outputs = {{7, {}}, {-1, {9, 8}}};
  const StageResult back = result_from(to_bytes(result));
  CHECK(back.ended == result.ended);
  CHECK(back.outputs[0].prediction == 7);
  CHECK(back.outputs[1].tensor == result.outputs[1].tensor);
  CHECK(back.problem.empty());
  result.problem = "why";
  CHECK(result_from(to_bytes(result)).problem == "why");
}

TEST_CASE("A message that ends early is refused, wherever it ends", "[worker]") {
  const std::vector<std::uint8_t> batch = to_bytes(std::vector<StageInput>{{5, {1, 2}}});
  StageResult one;
  one.outputs = {{7, {1}}};
  const std::vector<std::uint8_t> result = to_bytes(one);
  for (std::size_t size = 0; size < batch.size(); ++size)
    CHECK_THROWS_AS(batch_from({batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(size)}),
                    ProtocolError);
  for (std::size_t size = 0; size < result.size(); ++size)
    CHECK_THROWS_AS(
        result_from({result.begin(), result.begin() + static_cast<std::ptrdiff_t>(size)}),
        ProtocolError);
}

TEST_CASE("Roles of workers are known by their names", "[worker]") {
  for (const WorkerRole role : {WorkerRole::compute, WorkerRole::cold, WorkerRole::inputs})
    CHECK(worker_role(name_of(role)) == role);
  CHECK_THROWS_AS(worker_role("idle"), ProtocolError);
}
