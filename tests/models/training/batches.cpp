#include "models/training/batches.h"

#include <catch2/catch.hpp>

#include "tests/models/training/texts.h"

using namespace tiersim::models;

TEST_CASE("Batches of texts hold every item once and little padding", "[batches]") {
  const Dataset data = parity_texts(960);
  at::manual_seed(1);
  const at::Tensor order = epoch_order(data, 32);
  CHECK(at::equal(std::get<0>(order.sort()), at::arange(960, at::kLong)));
  std::int64_t padded = 0;
  for (std::int64_t batch = 0; batch < 30; ++batch)
    padded +=
        data.to_inputs(data.items.index_select(0, order.slice(0, batch * 32, (batch + 1) * 32)))
            .numel();
  // 120 texts of each length from 2 to 9 have 960 * 5.5 tokens. Shuffled batches would all be 9
  // wide, which is 64 % more.
  CHECK(data.lengths().sum().item<std::int64_t>() == 5280);
  CHECK(padded < 5280 * 1.1);
}
