#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "scenarios/commands/command.h"
#include "scenarios/terminal/describe.h"
#include "sim/base/standard_streams.h"

namespace tiersim {

Command add_check_command(CLI::App& app, CommandLine& line) {
  CLI::App* call =
      add_study_command(app, "check", "Read and expand a study, and say what it holds", line.study);
  return {call, [&line] {
            fmt::print("{}", plain_text(describe(read_study_file(line.study))));
            return 0;
          }};
}

}  // namespace tiersim
