#include "scenarios/commands/dispatch.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "models/catalog/nearest_name.h"
#include "scenarios/commands/command.h"
#include "scenarios/run/share_study.h"
#include "scenarios/run/store/replay.h"
#include "scenarios/run/store/version.h"
#include "sim/base/error.h"

namespace tiersim {

#define TIERSIM_COMMAND(name) Command add_##name##_command(CLI::App& app, CommandLine& line);
#include "scenarios/commands/list.inc"

namespace {

/// Adds all commands to `app`, in the order of list.inc.
std::vector<Command> add_commands(CLI::App& app, CommandLine& line) {
#define TIERSIM_COMMAND(name) add_##name##_command(app, line),
  return {
#include "scenarios/commands/list.inc"
  };
}

std::string joined(int argc, char** argv) {
  std::string command = "tiersim";
  for (int i = 1; i < argc; ++i) command += fmt::format(" {}", argv[i]);
  return command;
}

/// The study in a study file, or the study that a results file answers.
ExpandedStudy read_any(const StudyArguments& arguments) {
  return is_results_file(arguments.study)
             ? read_replay(arguments.study, overrides_of(arguments)).study
             : read_study_file(arguments);
}

/// Throws UserError if the first word of the call is not a command.
void check_first_word(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return;
  const std::string word = argv[1];
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), word) != names.end()) return;
  const std::string near = nearest_name(word, names);
  throw UserError(fmt::format("tiersim: no command \"{}\" ({})", word,
                              near.empty() ? fmt::format("use one of {}", fmt::join(names, ", "))
                                           : fmt::format("did you mean \"{}\"?", near)));
}

}  // namespace

int dispatch(int argc, char** argv, Ranks* ranks) {
  CommandLine line;
  line.run.ranks = ranks;
  line.run.workers =
      ranks ? 1 : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  line.run.command = joined(argc, argv);

  CLI::App app{
      "Which rewrite of a model, on which tier, over which links, gives which latency at which "
      "accuracy"};
  app.set_version_flag("--version", kVersion);
  app.require_subcommand(1);
  const std::vector<Command> commands = add_commands(app, line);

  const bool helps = ranks && ranks->rank() > 0;
  const auto refuse_help = [&](const UserError& mistake) {
    return help_with_study([&]() -> ExpandedStudy { throw mistake; }, 1, *ranks);
  };
  try {
    check_first_word(app, argc, argv);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (!helps) return app.exit(error) == 0 ? 0 : 2;
    return refuse_help(UserError(error.what()));
  } catch (const UserError& mistake) {
    if (!helps) throw;
    return refuse_help(mistake);
  }
  if (helps) return help_with_study([&] { return read_any(line.study); }, line.run.workers, *ranks);
  set_reporting(line.reporting);
  const auto parsed = [](const Command& command) { return command.call->parsed(); };
  // There is one, because the program requires a command.
  return std::find_if(commands.begin(), commands.end(), parsed)->act();
}

}  // namespace tiersim
