#pragma once

#include <functional>

#include "scenarios/commands/study_arguments.h"
#include "scenarios/run/run_study.h"
#include "scenarios/terminal/tell.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tiersim {

/// The settings that several commands share. A call has one command, so all commands write to the
/// same members.
struct CommandLine {
  StudyArguments study;
  RunOptions run;  ///< has the defaults of this call before the commands are added
  Reporting reporting;
};

/// A command of tiersim, for example `run`.
///
/// Each command is defined in one file of this folder and registered by one line of list.inc. The
/// file NAME_command.cpp defines `Command add_NAME_command(CLI::App& app, CommandLine& line)`. This
/// function adds the command with its options to `app`. Shared options write to `line`, which must
/// exist until the command has ended. Options that only this command has write to an object that
/// `act` keeps alive.
struct Command {
  CLI::App* call;  ///< reads the words of the command; `app` owns it
  /// Does what the command line asks for. It may be called only after the command line was read.
  /// Returns the exit status. Throws UserError for a mistake of the user.
  std::function<int()> act;
};

}  // namespace tiersim
