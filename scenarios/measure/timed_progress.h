#pragma once

#include <chrono>
#include <string>

namespace tiersim {

/// Tells on standard error how much of a work of expected length is done, and how long the rest
/// will take at the pace so far: one bar that is redrawn on a terminal, a line for each tenth
/// elsewhere.
class TimedProgress {
 public:
  TimedProgress(std::string label, double expected_seconds);
  ~TimedProgress();
  TimedProgress(const TimedProgress&) = delete;
  TimedProgress& operator=(const TimedProgress&) = delete;

  /// Something was done; so long will the rest take, as it is expected to.
  void show(double expected_seconds);
  /// Nothing was done; another time is expected from now on.
  void expect(double expected_seconds) { left_ = expected_seconds; }

 private:
  std::string label_;
  double left_;     ///< seconds, as expected, and
  double done_{0};  ///< what is behind, likewise
  std::chrono::steady_clock::time_point begun_{std::chrono::steady_clock::now()};
  bool terminal_;
  bool shown_{false};
  int shown_percent_{0}, told_tenths_{0};
};

}  // namespace tiersim
