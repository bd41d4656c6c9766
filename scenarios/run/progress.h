#pragma once

#include <cstddef>
#include <string>

namespace tiersim {

/// Tells on standard error how far a study is: one bar that is redrawn on a terminal, plain lines
/// elsewhere (at most eleven of them, however long the study).
class Progress {
 public:
  Progress(std::string label, std::size_t total, std::size_t done = 0);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance();

 private:
  void draw();

  std::string label_;
  std::size_t total_;
  std::size_t done_{0};
  std::size_t told_tenths_{0};
  bool terminal_;
};

/// A line of its own on standard error.
void tell(const std::string& line);

}  // namespace tiersim
