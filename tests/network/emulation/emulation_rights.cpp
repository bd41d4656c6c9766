#include "network/emulation/emulation_rights.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <string>

using namespace tiersim;
using Catch::Matchers::Contains;

namespace {

/// What an ordinary user's process is told. This process must be root's.
std::string told_to_a_user(LinkBackEnd back_end) {
  constexpr uid_t kNobody = 65'534;
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const std::string text = setuid(kNobody) == 0 ? missing_rights(back_end) : "";
    _exit(write(ends[1], text.data(), text.size()) < 0 ? 1 : 0);
  }
  waitpid(child, nullptr, 0);
  close(ends[1]);
  std::array<char, 1000> text{};
  const ssize_t size = read(ends[0], text.data(), text.size());
  close(ends[0]);
  return {text.data(), static_cast<std::size_t>(size > 0 ? size : 0)};
}

}  // namespace

TEST_CASE("A user without rights is told what to do, in one line", "[emulation]") {
  if (geteuid() != 0) return;
  for (const LinkBackEnd back_end : {LinkBackEnd::kernel, LinkBackEnd::ns3}) {
    const std::string text = told_to_a_user(back_end);
    CHECK_THAT(text, Contains("network namespaces (run it as root"));
    CHECK(text.find('\n') == std::string::npos);
  }
}
