#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/expand/expand.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tiersim {

/// What a command line says about a study.
struct StudyArguments {
  /// Path of the study file. `run` also takes a results file.
  std::string study;
  std::vector<std::string> set;    ///< --set PATH=VALUE
  std::vector<std::string> sweep;  ///< --sweep PATH=V1,V2
};

/// Adds to `app` a command that reads a study. Its argument `study` and its options --set and
/// --sweep write to `arguments`. Returns the command, which `app` owns.
CLI::App* add_study_command(CLI::App& app, const char* name, const char* help,
                            StudyArguments& arguments);

/// Splits each "PATH=VALUE" into its two halves. Throws UserError if a text has no "=" or no path.
/// The error names `option`, for example "--set".
std::vector<std::pair<std::string, std::string>> split_pairs(const std::vector<std::string>& texts,
                                                             const char* option);

/// The settings of --set and --sweep. Throws UserError as split_pairs() does.
Overrides overrides_of(const StudyArguments& arguments);

/// Reads and expands the study file. Throws UserError for a mistake in it or in the arguments.
ExpandedStudy read_study_file(const StudyArguments& arguments);

}  // namespace tiersim
