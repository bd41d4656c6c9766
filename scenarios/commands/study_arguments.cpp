#include "scenarios/commands/study_arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "sim/base/error.h"

namespace tiersim {

CLI::App* add_study_command(CLI::App& app, const char* name, const char* help,
                            StudyArguments& arguments) {
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("study", arguments.study, "Study file (YAML)")->required();
  command
      ->add_option("--set", arguments.set, "PATH=VALUE: replace a setting, e.g. request.count=10")
      ->allow_extra_args(false);
  command->add_option("--sweep", arguments.sweep, "PATH=V1,V2,... or a range: sweep a setting")
      ->allow_extra_args(false);
  return command;
}

std::vector<std::pair<std::string, std::string>> split_pairs(const std::vector<std::string>& texts,
                                                             const char* option) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      throw UserError(fmt::format("{} {}: has no value (write PATH=VALUE)", option, text));
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return pairs;
}

Overrides overrides_of(const StudyArguments& arguments) {
  return {split_pairs(arguments.set, "--set"), split_pairs(arguments.sweep, "--sweep")};
}

ExpandedStudy read_study_file(const StudyArguments& arguments) {
  return expand(Document::read(arguments.study), overrides_of(arguments));
}

}  // namespace tiersim
