#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Where this process reports what it does.
struct Reporting {
  bool quiet{false};  ///< standard error gets no reports, only errors
  /// Path of a file to which every report is written, with its time. If the path is empty, no file
  /// is written.
  std::filesystem::path log;
};

/// Sets where tell() and tell_log() write from now on. Throws UserError if the log file cannot be
/// written.
void set_reporting(const Reporting& reporting);

/// Reports a line of text: writes it to standard error, unless Reporting::quiet is set, and to the
/// log file, if there is one.
void tell(const std::string& line);

/// Writes a line of text to the log file only, if there is one.
void tell_log(const std::string& line);

/// Whether a progress bar can be redrawn on standard error: it is a terminal, and Reporting::quiet
/// is not set.
bool tells_on_terminal();

/// A duration as text, rounded: "40 s", "12 min", "3.5 h".
std::string rough_duration(double seconds);

}  // namespace tiersim
