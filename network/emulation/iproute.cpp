#include "network/emulation/iproute.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "network/emulation/owned_fd.h"

namespace tiersim {
namespace {

/// A file in memory. Unlike a pipe it is never full, and nobody needs to read it meanwhile.
OwnedFd memory_file(const std::string& content) {
  OwnedFd file(checked(memfd_create("iproute", MFD_CLOEXEC), "make a file in memory"));
  checked(static_cast<int>(pwrite(file.get(), content.data(), content.size(), 0)),
          "write a file in memory");
  return file;
}

std::string content_of(const OwnedFd& file) {
  std::string content(static_cast<std::size_t>(std::max<off_t>(0, lseek(file.get(), 0, SEEK_END))),
                      '\0');
  if (pread(file.get(), content.data(), content.size(), 0) < 0) content.clear();
  while (!content.empty() && content.back() == '\n') content.pop_back();
  std::replace(content.begin(), content.end(), '\n', ' ');
  return content;
}

/// iproute2 lies where only root's PATH leads.
std::string path_of(const char* program) {
  for (const char* folder : {"/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/"})
    if (access((folder + std::string(program)).c_str(), X_OK) == 0)
      return folder + std::string(program);
  throw std::runtime_error(
      fmt::format("the command {} is missing (install the package iproute2)", program));
}

void run(const char* program, const std::string& commands) {
  const std::string path = path_of(program);
  const OwnedFd input = memory_file(commands), output = memory_file("");
  std::string name = program, batch = "-batch", standard_input = "-";
  char* arguments[] = {name.data(), batch.data(), standard_input.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.get(), STDIN_FILENO);
  for (const int standard : {STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_adddup2(&actions, output.get(), standard);
  pid_t process = 0;
  const int problem = posix_spawn(&process, path.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (problem != 0) throw std::system_error(problem, std::generic_category(), "cannot run " + path);
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (status != 0) throw std::runtime_error(fmt::format("{}: {}", program, content_of(output)));
}

}  // namespace

void run_ip(const std::string& commands) { run("ip", commands); }
void run_tc(const std::string& commands) { run("tc", commands); }

}  // namespace tiersim
