#include "scenarios/run/scenario/scenario_seed.h"

#include <fmt/format.h>

#include <string>
#include <variant>

#include "sim/base/random_streams.h"

namespace tiersim {

std::uint64_t scenario_seed(std::int64_t study_seed, const ScenarioPlan& plan,
                            const std::vector<SweepValue>& values) {
  std::string name = plan.subject + " " + plan.study_operator.text() + " " + plan.deployment;
  for (const SweepValue& swept : values) {
    // A number is printed with as many digits as it takes to read the same number back.
    const std::string value =
        std::visit([](const auto& known) { return fmt::format("{}", known); }, swept.value);
    name += fmt::format(" {}={}{}", swept.path, value, swept.unit);
  }
  return derive_seed(static_cast<std::uint64_t>(study_seed), name) >> 1;  // fits a signed column
}

}  // namespace tiersim
