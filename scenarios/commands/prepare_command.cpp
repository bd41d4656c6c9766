#include <CLI/CLI.hpp>

#include "scenarios/commands/command.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/terminal/tell.h"

namespace tiersim {

Command add_prepare_command(CLI::App& app, CommandLine& line) {
  CLI::App* call = add_study_command(app, "prepare", "Prepare the models of a study", line.study);
  return {call, [&line] {
            prepare_variants(read_study_file(line.study), tell);
            return 0;
          }};
}

}  // namespace tiersim
