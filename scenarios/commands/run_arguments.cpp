#include "scenarios/commands/run_arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <system_error>

#include "sim/base/error.h"

namespace tiersim {

void add_jobs_option(CLI::App& call, CommandLine& line) {
  call.add_option("-j,--jobs", line.run.workers,
                  "Worker processes; under mpirun or srun, of each rank")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024));
}

void add_output_options(CLI::App& call, CommandLine& line, const std::string& file) {
  call.add_option("-o,--output", line.run.output, file);
  CLI::Option* const force =
      call.add_flag("--force", line.run.rules.force, "Replace a results file that exists");
  call.add_flag("--quiet", line.reporting.quiet, "Tell mistakes alone");
  call.add_option("--log", line.reporting.log, "Tell in this file, too, with the time");
  call.add_flag("--resume", line.run.rules.resume, "Go on with a run that was interrupted")
      ->excludes(force);
}

std::filesystem::path default_output(const StudyArguments& arguments, const char* suffix) {
  std::error_code error;
  std::filesystem::create_directories("results", error);
  std::error_code ignored;
  if (!std::filesystem::is_directory("results", ignored))
    throw UserError(fmt::format("results: cannot be made a folder: {} (name a file with -o)",
                                error ? error.message() : "something else has this name"));
  std::filesystem::path path = "results" / std::filesystem::path(arguments.study).stem();
  return path += suffix;
}

}  // namespace tiersim
