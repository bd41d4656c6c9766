#include "scenarios/terminal/tell.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>

#include "sim/base/error.h"
#include "sim/base/standard_streams.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

Reporting reporting;

[[noreturn]] void refuse_log(const fs::path& log, const char* problem) {
  throw UserError(fmt::format("{}: {} (name another file with --log)", log.string(), problem));
}

/// Whether a file is empty or begins like a log: "2026-01-31T12:00:00Z ".
bool is_log(const fs::path& path) {
  const std::string form = "0000-00-00T00:00:00Z ";
  std::string text(form.size(), '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.gcount() == 0) return true;
  return std::equal(form.begin(), form.end(), text.begin(), [](char wanted, char found) {
    return wanted == '0' ? found >= '0' && found <= '9' : found == wanted;
  });
}

/// Checks that the log file can be written, without creating it, and that lines are only added to a
/// log, not to a study or a program.
void check_log(const fs::path& log) {
  constexpr const char* kCannotWrite = "cannot be written to";
  std::error_code error;
  const fs::file_status status = fs::status(log, error);
  if (status.type() == fs::file_type::none) refuse_log(log, kCannotWrite);
  if (!fs::exists(status)) {
    const fs::path folder = log.has_parent_path() ? log.parent_path() : fs::path(".");
    if (access(folder.c_str(), W_OK) != 0) refuse_log(log, kCannotWrite);
    return;
  }
  if (!fs::is_regular_file(status)) refuse_log(log, "is not a regular file");
  if (access(log.c_str(), W_OK) != 0) refuse_log(log, kCannotWrite);
  if (!is_log(log)) refuse_log(log, "exists and is not a log of tiersim");
}

}  // namespace

void set_reporting(const Reporting& wanted) {
  if (!wanted.log.empty()) check_log(wanted.log);
  reporting = wanted;
}

void check_is_not_log(const fs::path& output) {
  std::error_code error;
  if (!reporting.log.empty() && fs::weakly_canonical(fs::absolute(output), error) ==
                                    fs::weakly_canonical(fs::absolute(reporting.log), error))
    throw UserError(
        fmt::format("{}: would hold both the results and the log (name another file "
                    "with --log)",
                    output.string()));
}

void tell_log(const std::string& line) {
  if (reporting.log.empty()) return;
  std::ofstream(reporting.log, std::ios::app) << fmt::format(
      "{:%Y-%m-%dT%H:%M:%SZ} {}\n", fmt::gmtime(std::time(nullptr)), plain_text(line));
}

void tell(const std::string& line) {
  if (!reporting.quiet) print_error_line(line);
  tell_log(line);
}

bool tells_on_terminal() { return isatty(STDERR_FILENO) == 1 && !reporting.quiet; }

std::string rough_duration(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", std::max(0.0, seconds));
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace tiersim
