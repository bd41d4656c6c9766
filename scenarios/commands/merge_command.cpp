#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <vector>

#include "scenarios/commands/command.h"
#include "scenarios/run/store/differing_settings.h"
#include "scenarios/run/store/output_file.h"
#include "scenarios/run/store/output_lock.h"
#include "scenarios/terminal/tell.h"
#include "sim/base/error.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

int merge(const std::vector<std::filesystem::path>& results, const RunOptions& options) {
  check_output(options.output);
  for (const std::filesystem::path& input : results) check_is_no_input(options.output, input);
  const OutputLock lock(options.output);
  if (std::filesystem::exists(options.output) && !options.rules.force)
    throw UserError(fmt::format("{}: exists (use --force to replace it, or -o for another file)",
                                options.output.string()));
  remove_leftovers(options.output);
  merge_results(results, options.output, differing_settings(results));
  tell(fmt::format("written to {}", options.output.string()));
  return 0;
}

}  // namespace

Command add_merge_command(CLI::App& app, CommandLine& line) {
  CLI::App* call = app.add_subcommand("merge", "Join results files of one schema version to one");
  const auto results = std::make_shared<std::vector<std::filesystem::path>>();
  call->add_option("results", *results, "Results files")->required()->expected(2, 10'000);
  call->add_option("-o,--output", line.run.output, "Results file to write")->required();
  call->add_flag("--force", line.run.rules.force, "Replace a results file that exists");
  return {call, [&line, results] { return merge(*results, line.run); }};
}

}  // namespace tiersim
