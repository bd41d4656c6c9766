#include "models/service/serving/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace tiersim::service {
namespace {

/// Children that were told to end and may still run. One thread of a process starts children.
std::vector<pid_t>& ending() {
  static std::vector<pid_t> children;
  return children;
}

/// In the child, which may only make system calls.
[[noreturn]] void become(char* const* arguments, int socket, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(1);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGTERM, SIG_DFL);
  if (socket == ChildProcess::kSocketInChild) {
    fcntl(socket, F_SETFD, 0);
  } else if (dup2(socket, ChildProcess::kSocketInChild) < 0) {
    _exit(1);
  }
  execv(arguments[0], arguments);
  _exit(127);
}

}  // namespace

void collect_ended_children() {
  auto& children = ending();
  children.erase(std::remove_if(children.begin(), children.end(),
                                [](pid_t child) { return waitpid(child, nullptr, WNOHANG) != 0; }),
                 children.end());
}

ChildProcess::ChildProcess(const std::vector<std::string>& command) {
  collect_ended_children();
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error("cannot open a socket pair");
  const pid_t parent = getpid();
  child_ = fork();
  if (child_ == 0) become(arguments.data(), ends[1], parent);
  close(ends[1]);
  socket_ = ends[0];
  if (child_ < 0) {
    close(socket_);
    throw std::runtime_error("cannot start a process");
  }
}

ChildProcess::~ChildProcess() {
  if (socket_ >= 0) close(socket_);
  kill(child_, SIGTERM);
  ending().push_back(child_);
  collect_ended_children();
}

int ChildProcess::take_socket() { return std::exchange(socket_, -1); }

void await_ended_children() {
  constexpr int kLooks = 400;
  constexpr useconds_t kPause = 5000;
  for (int look = 0; look < kLooks; ++look) {
    collect_ended_children();
    if (ending().empty()) return;
    usleep(kPause);
  }
  for (const pid_t child : ending()) {
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  ending().clear();
}

}  // namespace tiersim::service
