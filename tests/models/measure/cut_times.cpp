#include "models/measure/cut_times.h"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("The cuts of a prepared model have the work, the bytes and times of both its halves",
          "[cuts]") {
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-cuts";
  std::filesystem::remove_all(cache);
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  int steps = 0;
  const Progress count = [&](const std::string&) { ++steps; };
  const std::vector<CutRecord> cuts = cut_times({"mobilenet_v2", parse_operator("sptq")}, count);
  REQUIRE(cuts.size() > 10);
  std::int64_t macs = 0, time = 0;
  for (const CutRecord& cut : cuts) {
    INFO(cut.layer);
    CHECK(cut.macs_before >= macs);
    CHECK(cut.before.ns >= time);
    CHECK(cut.macs_before + cut.macs_after == cuts[0].macs_before + cuts[0].macs_after);
    CHECK(cut.bytes.value > 0);
    macs = cut.macs_before;
    time = cut.before.ns;
  }
  // The first cut lies behind the quantized input: 3 x 224 x 224 bytes. Nothing is multiplied
  // before it.
  CHECK(cuts[0].bytes.value == 3 * 224 * 224);
  CHECK(cuts[0].macs_before == 0);
  // Sandler et al., CVPR 2018, table 4: 300 million multiply-adds.
  CHECK(static_cast<double>(cuts[0].macs_after) == Approx(300e6).epsilon(0.01));

  steps = 0;
  const std::vector<CutRecord> again = cut_times({"mobilenet_v2", parse_operator("sptq")}, count);
  CHECK(steps == 0);
  CHECK(again.back().before == cuts.back().before);  // from the cache, not measured again
}
