#include <CLI/CLI.hpp>
#include <algorithm>

#include "scenarios/commands/command.h"
#include "scenarios/measure/measure_profiles.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/measure/profile_plan.h"
#include "scenarios/terminal/tell.h"

namespace tiersim {
namespace {

int profile(const ExpandedStudy& study) {
  check_tiers(study);
  MeasuredStudy measured = prepare_variants(study, tell);
  measure_profiles(study, measured, tell);
  return std::all_of(measured.profiles.begin(), measured.profiles.end(),
                     [](const auto& item) { return item.second.valid; })
             ? 0
             : 1;
}

}  // namespace

Command add_profile_command(CLI::App& app, CommandLine& line) {
  CLI::App* call =
      add_study_command(app, "profile", "Prepare and measure the models of a study", line.study);
  return {call, [&line] { return profile(read_study_file(line.study)); }};
}

}  // namespace tiersim
