#include "scenarios/run/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

namespace tiersim {

Progress::Progress(std::string label, std::size_t total, std::size_t done)
    : label_(std::move(label)), total_(total), done_(done), terminal_(isatty(STDERR_FILENO) == 1) {
  draw();
}

Progress::~Progress() {
  if (terminal_) fmt::print(stderr, "\n");
}

void Progress::advance() {
  ++done_;
  draw();
}

void Progress::draw() {
  if (terminal_) {
    constexpr std::size_t kWidth = 40;
    const std::size_t filled = total_ == 0 ? kWidth : kWidth * done_ / total_;
    fmt::print(stderr, "\r{} [{:#<{}}{: <{}}] {}/{}", label_, "", filled, "", kWidth - filled,
               done_, total_);
    std::fflush(stderr);
    return;
  }
  const std::size_t tenths = total_ == 0 ? 10 : 10 * done_ / total_;
  if (tenths == told_tenths_) return;
  told_tenths_ = tenths;
  fmt::print(stderr, "{}: {}/{}\n", label_, done_, total_);
}

void tell(const std::string& line) { fmt::print(stderr, "{}\n", line); }

}  // namespace tiersim
