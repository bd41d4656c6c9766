#include "scenarios/validate/validation_rounds.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "scenarios/study/yaml/study_error.h"

using namespace tiersim;

namespace {

const std::filesystem::path kStudy = std::filesystem::path(TIERSIM_SCENARIOS) / "quickstart.yaml";

std::string refusal(const Overrides& overrides) {
  try {
    validation_rounds(kStudy, overrides, 2);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("Each round has another seed, the same for both halves", "[validation_rounds]") {
  Overrides seven;
  seven.set = {{"seed", "7"}};
  const std::vector<ValidationRound> rounds = validation_rounds(kStudy, seven, 3);
  REQUIRE(rounds.size() == 3);
  for (int round = 0; round < 3; ++round) {
    const ValidationRound& both = rounds[static_cast<std::size_t>(round)];
    CHECK(both.simulated.points[0].study.seed == 7 + round);
    CHECK(both.emulated.points[0].study.seed == 7 + round);
    CHECK(both.simulated.mode == Mode::simulated);
    CHECK(both.emulated.mode == Mode::emulated);
  }
}

TEST_CASE("A planted difference is in the emulated half alone", "[validation_rounds]") {
  Overrides slower;
  slower.set = {{"tiers.edge.cpu_share", "50 %"}};
  slower.emulate_with = {{"tiers.edge.cpu_share", "45 %"}};
  for (const ValidationRound& round : validation_rounds(kStudy, slower, 2)) {
    CHECK(round.simulated.points[0].study.tiers.at("edge").cpu_share.value == Approx(0.5));
    CHECK(round.emulated.points[0].study.tiers.at("edge").cpu_share.value == Approx(0.45));
  }
}

TEST_CASE("What would make the halves no longer comparable is refused", "[validation_rounds]") {
  Overrides overrides;
  overrides.emulate_with = {{"links.edge-cloud.bandwidth", "5 Mbps"}};
  CHECK(refusal(overrides).find("the study sweeps this setting") != std::string::npos);
  overrides.emulate_with = {{"seed", "5"}};
  CHECK(refusal(overrides).find("--emulate-with seed: ") == 0);
  overrides.emulate_with = {{"subjects", "[resnext_mini]"}};
  CHECK(refusal(overrides).find("changes which scenarios the study has") != std::string::npos);
  overrides.emulate_with = {{"links.edge-clod.delay", "5 ms"}};
  CHECK(refusal(overrides).find("--emulate-with links.edge-clod.delay") == 0);
  overrides.emulate_with = {};
  overrides.sweep = {{"seed", "1,2"}};
  CHECK(refusal(overrides).find("sweep.seed: ") != std::string::npos);
}
