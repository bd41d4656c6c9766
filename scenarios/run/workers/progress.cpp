#include "scenarios/run/workers/progress.h"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "scenarios/terminal/tell.h"

namespace tiersim {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Progress::Progress(std::string label, std::size_t total, std::size_t done)
    : label_(std::move(label)),
      total_(total),
      before_(done),
      done_(done),
      on_terminal_(tells_on_terminal()),
      started_(std::chrono::steady_clock::now()) {
  draw();
}

Progress::~Progress() {
  if (on_terminal_) std::fputs("\n", stderr);
}

void Progress::advance(bool failed) {
  ++done_;
  failed_ += failed ? 1 : 0;
  draw();
}

/// ", 12 /s, 40 s left, 2 not ok"
std::string Progress::figures() const {
  std::string text;
  const double seconds = seconds_since(started_);
  if (done_ > before_ && seconds > 0) {
    const double rate = static_cast<double>(done_ - before_) / seconds;
    text += fmt::format(", {:.3g} /s", rate);
    if (done_ < total_)
      text += fmt::format(", {} left", rough_duration(static_cast<double>(total_ - done_) / rate));
  }
  if (failed_ > 0) text += fmt::format(", {} not ok", failed_);
  return text;
}

void Progress::draw() {
  const std::size_t tenths = total_ == 0 ? 10 : 10 * done_ / total_;
  if (on_terminal_ && (done_ == total_ || seconds_since(drawn_) > 0.05)) {
    constexpr std::size_t kWidth = 40;
    constexpr const char* kToEnd = "\x1b[K";  // clears what was longer
    const std::size_t filled = total_ == 0 ? kWidth : kWidth * done_ / total_;
    const std::string bar = fmt::format("\r{} [{:#<{}}{: <{}}] {}/{}{}{}", label_, "", filled, "",
                                        kWidth - filled, done_, total_, figures(), kToEnd);
    std::fputs(bar.c_str(), stderr);  // ignores errors: the terminal may be gone
    std::fflush(stderr);
    drawn_ = std::chrono::steady_clock::now();
  }
  if (tenths == told_tenths_) return;
  told_tenths_ = tenths;
  const std::string line = fmt::format("{}: {}/{}{}", label_, done_, total_, figures());
  on_terminal_ ? tell_log(line) : tell(line);
}

}  // namespace tiersim
