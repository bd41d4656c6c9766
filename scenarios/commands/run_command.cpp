#include <CLI/CLI.hpp>
#include <utility>
#include <vector>

#include "scenarios/commands/command.h"
#include "scenarios/commands/run_arguments.h"
#include "scenarios/run/run_merged.h"
#include "scenarios/run/run_study.h"
#include "scenarios/run/store/output_file.h"
#include "scenarios/run/store/replay.h"

namespace tiersim {
namespace {

int run(const StudyArguments& arguments, RunOptions options) {
  const bool is_named = !options.output.empty();
  if (is_results_file(arguments.study)) {
    std::vector<Replay> replays = read_replays(arguments.study, overrides_of(arguments));
    if (!is_named) options.output = default_output(arguments, "-again.h5");
    check_is_no_input(options.output, arguments.study);
    if (replays.size() > 1) {
      if (options.ranks) read_replay(arguments.study, {});  // says that it cannot be shared
      return run_merged(std::move(replays), options);
    }
    return run_study(replays[0].study, options, std::move(replays[0].measured));
  }
  const ExpandedStudy study = read_study_file(arguments);
  if (!is_named) options.output = default_output(arguments, ".h5");
  return run_study(study, options);
}

}  // namespace

Command add_run_command(CLI::App& app, CommandLine& line) {
  CLI::App* call = add_study_command(
      app, "run",
      "Prepare, measure and simulate a study, and store the results; of a results file: simulate "
      "again from what it holds",
      line.study);
  add_jobs_option(*call, line);
  add_output_options(*call, line, "Results file (default: results/<study>.h5)");
  return {call, [&line] { return run(line.study, line.run); }};
}

}  // namespace tiersim
