#include <CLI/CLI.hpp>

#include "scenarios/commands/command.h"
#include "scenarios/commands/run_arguments.h"
#include "scenarios/run/run_study.h"

namespace tiersim {
namespace {

int emulate(const StudyArguments& arguments, RunOptions options) {
  const ExpandedStudy study = emulated(read_study_file(arguments));
  if (options.output.empty()) options.output = default_output(arguments, "-emulated.h5");
  options.workers = 1;
  return run_study(study, options);
}

}  // namespace

Command add_emulate_command(CLI::App& app, CommandLine& line) {
  CLI::App* call = add_study_command(
      app, "emulate",
      "Run a study in real time: a process for each tier, the real models, real packets over the "
      "study's links",
      line.study);
  add_output_options(*call, line, "Results file (default: results/<study>-emulated.h5)");
  return {call, [&line] { return emulate(line.study, line.run); }};
}

}  // namespace tiersim
