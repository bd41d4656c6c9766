#include "sim/base/standard_streams.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

using namespace tiersim;

namespace {

/// The exit status of a process that runs `action`.
template <typename Action>
int status_of(Action action) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(action());
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("A file never gets the number of a standard stream that was closed", "[streams]") {
  const int opened = status_of([] {
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) close(number);
    open_standard_streams();
    return open("/dev/zero", O_RDONLY);
  });
  CHECK(opened >= 3);  // 0, 1 and 2 are taken
}

TEST_CASE("A message that cannot be written ends nothing", "[streams]") {
  CHECK(status_of([] {
          dup2(open("/dev/full", O_WRONLY), STDERR_FILENO);
          print_error_line("nobody reads this");
          return 7;
        }) == 7);
}

TEST_CASE("A text for the terminal has no control characters but line feeds", "[streams]") {
  CHECK(plain_text("\x1b[31mred\a\nnext\x7f") == "?[31mred?\nnext?");
  CHECK(plain_text("a\xC2\x9B"
                   "31m") == "a?31m");  // U+009B begins a command as ESC [ does
  CHECK(plain_text("Việt 한국어 \xC2\xA0") == "Việt 한국어 \xC2\xA0");
  CHECK(plain_text("\xC2") == "\xC2");
}
