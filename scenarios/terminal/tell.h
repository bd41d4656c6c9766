#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Where this process tells what it does.
struct Reporting {
  bool quiet{false};          ///< nothing on standard error but mistakes
  std::filesystem::path log;  ///< also in this file, with the time of each line; none where empty
};

/// From now on. Throws UserError where the log cannot be written to.
void set_reporting(const Reporting& reporting);

/// A line of its own on standard error, and in the log.
void tell(const std::string& line);

/// In the log alone.
void tell_log(const std::string& line);

/// Whether a person may be watching, to whom a bar can be drawn on standard error.
bool tells_on_terminal();

/// "40 s", "12 min", "3.5 h".
std::string rough_duration(double seconds);

}  // namespace tiersim
