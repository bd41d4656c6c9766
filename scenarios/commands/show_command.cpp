#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "scenarios/commands/command.h"
#include "scenarios/terminal/summary.h"
#include "scenarios/validate/validation_file.h"
#include "scenarios/validate/validation_table.h"
#include "sim/base/standard_streams.h"

namespace tiersim {
namespace {

/// What `tiersim show` prints of a results file or a validation file.
std::string shown(const std::string& file) {
  return is_validation(file) ? validation_table(read_validation(file)) : summary_table(file);
}

}  // namespace

Command add_show_command(CLI::App& app, CommandLine&) {
  CLI::App* call =
      app.add_subcommand("show", "Print a summary of a results file or validation file");
  const auto file = std::make_shared<std::string>();
  call->add_option("results", *file, "Results file or validation file (HDF5)")->required();
  return {call, [file] {
            fmt::print("{}", plain_text(shown(*file)));
            return 0;
          }};
}

}  // namespace tiersim
