#include "scenarios/measure/timed_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace tiersim {

TimedProgress::TimedProgress(std::string label)
    : label_(std::move(label)), terminal_(isatty(STDERR_FILENO) == 1) {}

TimedProgress::~TimedProgress() {
  if (terminal_ && shown_) fmt::print(stderr, "\n");
}

void TimedProgress::show(double done, double seconds_left) {
  done_ = std::clamp(done, done_, 1.0);
  const int percent = static_cast<int>(100 * done_);
  if (terminal_) {
    constexpr int kWidth = 40;
    const int filled = static_cast<int>(kWidth * done_);
    fmt::print(stderr, "\r{} [{:#<{}}{: <{}}] {} %, about {} left\033[K", label_, "", filled, "",
               kWidth - filled, percent, rough_duration(seconds_left));
    std::fflush(stderr);
    shown_ = true;
    return;
  }
  if (percent / 10 == told_tenths_) return;
  told_tenths_ = percent / 10;
  fmt::print(stderr, "{}: {} %, about {} left\n", label_, percent, rough_duration(seconds_left));
}

std::string rough_duration(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", std::max(0.0, seconds));
  return fmt::format("{:.0f} min", seconds / 60);
}

}  // namespace tiersim
