#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace tiersim {

/// Shows on standard error how many scenarios are done, how many finish per second, how long the
/// rest will take, and how many are not ok. On a terminal it redraws one bar. Elsewhere it writes
/// plain lines: at most one for each tenth of the scenarios.
class Progress {
 public:
  /// Begins to show the progress of a study with `total` scenarios, of which an earlier run
  /// finished `done`. `label` is printed before the numbers.
  Progress(std::string label, std::size_t total, std::size_t done = 0);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Counts one more scenario as done. `failed` says whether its status is not "ok".
  void advance(bool failed = false);

 private:
  void draw();
  std::string figures() const;

  std::string label_;
  std::size_t total_, before_, done_, failed_{0};
  std::size_t told_tenths_{0};
  bool on_terminal_;
  std::chrono::steady_clock::time_point started_, drawn_{};
};

}  // namespace tiersim
