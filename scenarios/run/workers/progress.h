#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace tiersim {

/// Tells on standard error how many scenarios are done, how many per second, how long the rest will
/// take and how many have failed. On a terminal it redraws one bar. Elsewhere it writes plain
/// lines, at most eleven, however long the study is.
class Progress {
 public:
  /// `done` of `total` scenarios were done before.
  Progress(std::string label, std::size_t total, std::size_t done = 0);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

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
