#include "scenarios/measure/timed_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "scenarios/terminal/tell.h"

namespace tiersim {

TimedProgress::TimedProgress(std::string label, double expected_seconds)
    : label_(std::move(label)), left_(expected_seconds), terminal_(tells_on_terminal()) {}

TimedProgress::~TimedProgress() {
  if (terminal_ && shown_) std::fputs("\n", stderr);
}

void TimedProgress::show(double expected_seconds) {
  constexpr double kFirst = 1;  // seconds; the pace is not known before
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun_;
  done_ += std::max(0.0, left_ - expected_seconds);
  left_ = expected_seconds;
  const double pace = std::max(spent.count(), kFirst) / std::max(done_, kFirst);
  if (done_ > 0)
    shown_percent_ = std::max(shown_percent_, static_cast<int>(100 * done_ / (done_ + left_)));
  const std::string text =
      fmt::format("{} %, about {} left", shown_percent_, rough_duration(pace * left_));
  if (terminal_) {
    constexpr int kWidth = 40;
    const int filled = kWidth * shown_percent_ / 100;
    const std::string bar = fmt::format("\r{} [{:#<{}}{: <{}}] {}\033[K", label_, "", filled, "",
                                        kWidth - filled, text);
    std::fputs(bar.c_str(), stderr);  // ignores errors: the terminal may be gone
    std::fflush(stderr);
    shown_ = true;
    return;
  }
  if (shown_percent_ / 10 == told_tenths_) return;
  told_tenths_ = shown_percent_ / 10;
  tell(fmt::format("{}: {}", label_, text));
}

}  // namespace tiersim
