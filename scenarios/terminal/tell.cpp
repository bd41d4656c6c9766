#include "scenarios/terminal/tell.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "sim/base/error.h"

namespace tiersim {
namespace {

Reporting reporting;

}  // namespace

void set_reporting(const Reporting& wanted) {
  if (!wanted.log.empty() && !std::ofstream(wanted.log, std::ios::app))
    throw UserError(fmt::format("{}: cannot be written to (name another file with --log)",
                                wanted.log.string()));
  reporting = wanted;
}

void tell_log(const std::string& line) {
  if (reporting.log.empty()) return;
  std::ofstream(reporting.log, std::ios::app)
      << fmt::format("{:%Y-%m-%dT%H:%M:%SZ} {}\n", fmt::gmtime(std::time(nullptr)), line);
}

void tell(const std::string& line) {
  if (!reporting.quiet) fmt::print(stderr, "{}\n", line);
  tell_log(line);
}

bool tells_on_terminal() { return isatty(STDERR_FILENO) == 1 && !reporting.quiet; }

std::string rough_duration(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", std::max(0.0, seconds));
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace tiersim
