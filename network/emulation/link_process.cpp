#include "network/emulation/link_process.h"

#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <vector>

namespace tiersim {
namespace {

constexpr int kLongestSetUp = 30'000;  // ms

/// A descriptor that can be read when this process has ended. glibc 2.36 declares its own function
/// for C alone.
OwnedFd open_this_process() {
  return OwnedFd(
      checked(static_cast<int>(syscall(SYS_pidfd_open, getpid(), 0)), "open this process"));
}

/// Closes all descriptors but standard ones and these. An inherited end of a pipe would keep
/// another process from seeing that the pipe was closed.
void close_all_but(std::vector<int> kept) {
  std::sort(kept.begin(), kept.end());
  unsigned first = STDERR_FILENO + 1;
  for (const int fd : kept) {
    const auto next = static_cast<unsigned>(fd);
    if (next > first) close_range(first, next - 1, 0);
    first = std::max(first, next + 1);
  }
  close_range(first, ~0U, 0);
}

/// Signals of the terminal are the parent's to handle: it ends this process.
void reset_signals() {
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  for (const int ignored : {SIGINT, SIGQUIT, SIGTERM, SIGPIPE}) signal(ignored, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Runs before other processes, so that inference on the same cores does not delay packets.
void gain_priority() {
  prctl(PR_SET_TIMERSLACK, 1);
  const sched_param lowest{1};
  if (sched_setscheduler(0, SCHED_RR, &lowest) != 0) setpriority(PRIO_PROCESS, 0, -20);
}

/// Waits for the byte of begin(). Returns whether it came before the parent ended.
bool wait_for_begin(int control, int parent) {
  std::array<pollfd, 2> waiting{pollfd{control, POLLIN, 0}, pollfd{parent, POLLIN, 0}};
  while (poll(waiting.data(), waiting.size(), -1) < 0 && errno == EINTR) {
  }
  char byte = 0;
  return waiting[1].revents == 0 && read(control, &byte, 1) == 1;
}

void send_text(int control, const std::string& text) {
  // An empty message would look like the end of the process.
  const std::string message = text + "\n";
  if (send(control, message.data(), message.size(), MSG_NOSIGNAL) < 0) _exit(1);
}

[[noreturn]] void run_process(const RealTimeLink::Settings& settings, int control) {
  prctl(PR_SET_NAME, "tiersim-link");
  close_all_but({settings.near, settings.far, settings.parent, control});
  reset_signals();
  try {
    RealTimeLink link(settings);
    send_text(control, "");
    gain_priority();
    if (wait_for_begin(control, settings.parent)) link.run();
  } catch (const std::exception& error) {
    send_text(control, error.what());
  }
  _exit(0);
}

}  // namespace

LinkProcess::LinkProcess(const RealTimeLink::Settings& settings)
    : lag_(LagCounter::make_shared_with_children()), name_(settings.name) {
  std::array<int, 2> ends{};
  checked(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), "open a socket pair");
  control_ = OwnedFd(ends[0]);
  const OwnedFd childs_end(ends[1]), parent(open_this_process());
  RealTimeLink::Settings childs = settings;
  childs.lag = lag_.get();
  childs.parent = parent.get();
  process_ = checked(fork(), "start a process for a link");
  if (process_ == 0) run_process(childs, ends[1]);
}

LinkProcess::~LinkProcess() {
  kill(process_, SIGKILL);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void LinkProcess::wait_until_ready() {
  pollfd waiting{control_.get(), POLLIN, 0};
  int found = 0;
  while ((found = poll(&waiting, 1, kLongestSetUp)) < 0 && errno == EINTR) {
  }
  std::array<char, 1000> text{};
  const ssize_t size = found > 0 ? recv(control_.get(), text.data(), text.size(), 0) : 0;
  if (size <= 0) throw std::runtime_error(name_ + ": the process of the link did not start");
  if (size > 1) throw std::runtime_error(name_ + ": " + std::string(text.data(), size - 1));
}

void LinkProcess::begin() {
  if (send(control_.get(), "b", 1, MSG_NOSIGNAL) != 1)
    throw std::runtime_error(name_ + ": the process of the link has ended");
}

std::string LinkProcess::problem() const {
  siginfo_t ended{};
  if (waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
      ended.si_pid == 0)
    return {};
  return ended.si_code == CLD_EXITED
             ? fmt::format("{}: the process of the link ended with status {}", name_,
                           ended.si_status)
             : fmt::format("{}: the process of the link was ended by signal {}", name_,
                           ended.si_status);
}

}  // namespace tiersim
