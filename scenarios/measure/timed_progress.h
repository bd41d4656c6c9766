#pragma once

#include <chrono>
#include <string>

namespace tiersim {

/// Tells on standard error how much of a job is done and how long the rest will take at the pace so
/// far. On a terminal it redraws one bar. Elsewhere it writes a line for each tenth.
class TimedProgress {
 public:
  TimedProgress(std::string label, double expected_seconds);
  ~TimedProgress();
  TimedProgress(const TimedProgress&) = delete;
  TimedProgress& operator=(const TimedProgress&) = delete;

  /// Something was done. `expected_seconds`: expected time left.
  void show(double expected_seconds);
  /// Nothing was done, but the expected time left has changed.
  void expect(double expected_seconds) { left_ = expected_seconds; }

 private:
  std::string label_;
  double left_;     ///< expected seconds of what is left
  double done_{0};  ///< expected seconds of what is done
  std::chrono::steady_clock::time_point begun_{std::chrono::steady_clock::now()};
  bool terminal_;
  bool shown_{false};
  int shown_percent_{0}, told_tenths_{0};
};

}  // namespace tiersim
