#pragma once

#include <chrono>
#include <string>

namespace tiersim {

/// Shows how much of a job is done, in per cent of its expected time, and how long the rest will
/// take. The time of the rest is estimated from the speed of the job up to now. If standard error
/// is a terminal (tells_on_terminal()), one bar is redrawn there. Otherwise tell() gets a line each
/// time when a further tenth of the job is done.
class TimedProgress {
 public:
  /// Begins to measure the time of the job, and shows nothing yet. `label` is the text in front of
  /// the bar or of each line. `expected_seconds` is the expected time of the whole job.
  TimedProgress(std::string label, double expected_seconds);
  ~TimedProgress();
  TimedProgress(const TimedProgress&) = delete;
  TimedProgress& operator=(const TimedProgress&) = delete;

  /// Shows the progress. Call it after a part of the job was done. `expected_seconds` is the
  /// expected time of the rest of the job; the decrease since the last call counts as work done.
  void show(double expected_seconds);
  /// Replaces the expected time of the rest of the job, in seconds, and shows nothing. Call it if
  /// the expectation has changed although no part of the job was done: show() would count a lower
  /// value as work done.
  void expect(double expected_seconds) { left_ = expected_seconds; }

 private:
  std::string label_;
  double left_;     ///< expected seconds of the work that is left
  double done_{0};  ///< expected seconds of the work that is done
  std::chrono::steady_clock::time_point begun_{std::chrono::steady_clock::now()};
  bool terminal_;
  bool shown_{false};
  int shown_percent_{0}, told_tenths_{0};
};

}  // namespace tiersim
