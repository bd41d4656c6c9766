#include "sim/base/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>

namespace tiersim {
namespace {

/// Whether the two bytes at `at` are a control character from U+0080 to U+009F in UTF-8.
bool is_long_control(const std::string& text, std::size_t at) {
  if (at + 1 >= text.size() || text[at] != '\xC2') return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  return second >= 0x80 && second <= 0x9F;
}

}  // namespace

void open_standard_streams() {
  for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
    if (fcntl(number, F_GETFD) >= 0) continue;
    // open() returns the lowest number that is free: this one.
    if (open("/dev/null", O_RDWR) != number) return;
  }
}

void print_error_line(const std::string& line) {
  const std::string text = plain_text(line) + "\n";
  std::fputs(text.c_str(), stderr);
}

void flush_standard_output() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    throw std::runtime_error("standard output: cannot be written (is the disk full?)");
}

std::string plain_text(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) text[i] = '?';
    if (is_long_control(text, i)) text.replace(i, 2, "?");
  }
  return text;
}

}  // namespace tiersim
