#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Where tell() and tell_log() write the lines that report what this process does.
struct Reporting {
  bool quiet{false};  ///< standard error gets no reports, only errors
  /// Path of the log file. Each line of tell() and tell_log() is appended to it, with the time in
  /// UTC. If the path is empty, there is no log file.
  std::filesystem::path log;
};

/// Sets where tell() and tell_log() write from now on, for the whole process. If the log file
/// cannot be written, or exists and is not an earlier log of tiersim, throws UserError and changes
/// nothing.
void set_reporting(const Reporting& reporting);

/// Throws UserError if `output`, where results will be written, is the log file.
void check_is_not_log(const std::filesystem::path& output);

/// Reports a line of text: writes it to standard error, unless Reporting::quiet is set, and to the
/// log file, if there is one.
void tell(const std::string& line);

/// Writes a line of text to the log file (Reporting::log) and not to standard error. Does nothing
/// if there is no log file.
void tell_log(const std::string& line);

/// Whether a progress bar can be redrawn on standard error: it is a terminal, and Reporting::quiet
/// is not set.
bool tells_on_terminal();

/// Returns a duration in seconds as rounded text: in seconds below 90 s ("40 s"), in minutes below
/// 90 min ("12 min"), otherwise in hours ("3.5 h"). A negative duration gives "0 s".
std::string rough_duration(double seconds);

}  // namespace tiersim
