#pragma once

#include <string>

namespace tiersim {

/// Tells on standard error how much of a work of known length is done, and how long the rest will
/// take: one bar that is redrawn on a terminal, a line for each tenth elsewhere.
class TimedProgress {
 public:
  explicit TimedProgress(std::string label);
  ~TimedProgress();
  TimedProgress(const TimedProgress&) = delete;
  TimedProgress& operator=(const TimedProgress&) = delete;

  /// `done` in [0, 1]; going back, where the work turns out to be longer, is not shown.
  void show(double done, double seconds_left);

 private:
  std::string label_;
  bool terminal_;
  bool shown_{false};
  int told_tenths_{0};
  double done_{0};
};

}  // namespace tiersim
