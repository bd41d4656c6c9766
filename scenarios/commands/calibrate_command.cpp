#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/calibrate/calibrate.h"
#include "scenarios/commands/command.h"
#include "scenarios/commands/run_arguments.h"
#include "sim/base/error.h"
#include "sim/base/quantity.h"

namespace tiersim {
namespace {

/// The options of `tiersim calibrate`, before they are checked.
struct CalibrationArguments {
  CalibrationOptions options;
  std::vector<std::string> from;
  std::string service{"study"}, tolerance{"5 %"};
};

void add_calibration_options(CLI::App& call, CalibrationArguments& arguments) {
  CalibrationOptions& options = arguments.options;
  call.add_option("--measured", options.cells, "CSV file of measured cells")->required();
  call.add_option("--from", arguments.from,
                  "PATH=VALUE: fit only the cells with this swept value; several values of a path "
                  "are alternatives")
      ->required()
      ->allow_extra_args(false);
  call.add_option("-o,--output", options.output,
                  "Folder for profiles.csv and calibrated.yaml (default: "
                  "results/<study>-calibrated)");
  call.add_option("--service", arguments.service,
                  "study: the service times of the study; cells: they are part of the overheads")
      ->capture_default_str()
      ->check(CLI::IsMember({"study", "cells"}));
  call.add_flag("--known-sizes", options.known_sizes, "Fit overheads alone, no message sizes");
  call.add_option("--tolerance", arguments.tolerance,
                  "The largest error of a fitted cell with which the fit is accepted")
      ->capture_default_str();
  call.add_flag("--force", options.force, "Replace files that exist");
}

/// Checks the options, then calibrates the study with them.
int calibrate_checked(const StudyArguments& study, const CalibrationArguments& arguments,
                      int workers) {
  CalibrationOptions options = arguments.options;
  options.read.from = split_pairs(arguments.from, "--from");
  options.read.without_service = arguments.service == "cells";
  try {
    options.tolerance = parse_fraction(arguments.tolerance);
  } catch (const UserError& error) {
    throw UserError(fmt::format("--tolerance: {}", error.what()));
  }
  options.workers = workers;
  if (options.output.empty())  // the folder is made when there is something to write
    options.output =
        "results/" + std::filesystem::path(study.study).stem().string() + "-calibrated";
  return calibrate(Document::read(study.study), overrides_of(study), options);
}

}  // namespace

Command add_calibrate_command(CLI::App& app, CommandLine& line) {
  CLI::App* call = add_study_command(
      app, "calibrate",
      "Fit overheads and message sizes to latencies that were measured on a testbed, and predict "
      "the other measured cells",
      line.study);
  const auto calibration = std::make_shared<CalibrationArguments>();
  add_calibration_options(*call, *calibration);
  add_jobs_option(*call, line);
  return {call, [&line, calibration] {
            return calibrate_checked(line.study, *calibration, line.run.workers);
          }};
}

}  // namespace tiersim
