#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace tiersim {

/// Tells how far a study is, how fast, for how long yet, and what has failed: one bar that is
/// redrawn on a terminal, plain lines elsewhere (at most eleven of them, however long the study).
class Progress {
 public:
  /// `done` of `total` were there before.
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
