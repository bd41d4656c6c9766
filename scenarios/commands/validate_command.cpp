#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/commands/command.h"
#include "scenarios/commands/run_arguments.h"
#include "scenarios/validate/validate_study.h"
#include "scenarios/validate/validation_rounds.h"

namespace tiersim {
namespace {

/// What `tiersim validate` takes besides what `emulate` takes.
struct ValidationArguments {
  std::string budget{"5 %"};
  int rounds{2};
  std::vector<std::string> emulate_with;
};

void add_validation_options(CLI::App& call, ValidationArguments& arguments) {
  call.add_option("--budget", arguments.budget,
                  "Largest error of a median that is accepted; of a p95, twice as much")
      ->capture_default_str();
  call.add_option("--rounds", arguments.rounds,
                  "How often the study is simulated and emulated, each time with another seed; 2 "
                  "to 100")
      ->capture_default_str();
  call.add_option("--emulate-with", arguments.emulate_with,
                  "PATH=VALUE: replace a setting in the emulation alone, to see what the "
                  "difference does")
      ->allow_extra_args(false);
}

int validate(const StudyArguments& arguments, const ValidationArguments& validation,
             RunOptions options) {
  ValidationOptions wanted;
  wanted.budget = parse_budget(validation.budget);
  check_rounds(validation.rounds);
  Overrides overrides = overrides_of(arguments);
  overrides.emulate_with = split_pairs(validation.emulate_with, "--emulate-with");
  const std::vector<ValidationRound> rounds =
      validation_rounds(arguments.study, overrides, validation.rounds);
  if (options.output.empty()) options.output = default_output(arguments, ".validation.h5");
  wanted.study = std::filesystem::path(arguments.study).filename();
  wanted.emulate_with = fmt::format("{}", fmt::join(validation.emulate_with, ", "));
  wanted.run = std::move(options);
  wanted.run.ranks = nullptr;  // an emulation has one machine
  return validate_study(rounds, wanted);
}

}  // namespace

Command add_validate_command(CLI::App& app, CommandLine& line) {
  CLI::App* call = add_study_command(
      app, "validate",
      "Simulate and emulate a study in turn, and print how far both are apart; status 1 if that is "
      "past the budget",
      line.study);
  const auto validation = std::make_shared<ValidationArguments>();
  add_validation_options(*call, *validation);
  add_output_options(*call, line, "Validation file (default: results/<study>.validation.h5)");
  return {call, [&line, validation] { return validate(line.study, *validation, line.run); }};
}

}  // namespace tiersim
