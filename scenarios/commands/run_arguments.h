#pragma once

#include <filesystem>
#include <string>

#include "scenarios/commands/command.h"

namespace tiersim {

/// Adds --jobs. It writes to `line.run`, and its default is the value there.
void add_jobs_option(CLI::App& call, CommandLine& line);

/// Adds the options of a command that runs a study and writes a file: --output, --force, --quiet,
/// --log and --resume. They write to `line`. `file` is the help text of --output.
void add_output_options(CLI::App& call, CommandLine& line, const std::string& file);

/// The file that a command writes if the command line names none: "results/wan.h5" for the study
/// "wan.yaml" and the suffix ".h5". Makes the folder `results`. Throws UserError if it cannot be
/// made.
std::filesystem::path default_output(const StudyArguments& arguments, const char* suffix);

}  // namespace tiersim
