#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Where this process tells what it does.
struct Reporting {
  bool quiet{false};          ///< standard error shows only mistakes
  std::filesystem::path log;  ///< a file that gets every line, with its time; empty: no file
};

/// Sets where lines go from now on. Throws UserError if the log cannot be written to.
void set_reporting(const Reporting& reporting);

/// Writes a line to standard error and to the log.
void tell(const std::string& line);

/// Writes a line to the log only.
void tell_log(const std::string& line);

/// Whether standard error is a terminal on which a progress bar can be redrawn.
bool tells_on_terminal();

/// "40 s", "12 min", "3.5 h".
std::string rough_duration(double seconds);

}  // namespace tiersim
