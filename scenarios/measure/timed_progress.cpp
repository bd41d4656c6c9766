#include "scenarios/measure/timed_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "scenarios/tell.h"

namespace tiersim {

TimedProgress::TimedProgress(std::string label)
    : label_(std::move(label)), terminal_(tells_on_terminal()) {}

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
  tell(fmt::format("{}: {} %, about {} left", label_, percent, rough_duration(seconds_left)));
}

}  // namespace tiersim
