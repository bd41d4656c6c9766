#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace tiersim::service {

/// A process that this one has started, with a socket between the two. It gets SIGTERM when this
/// object or this process ends.
class ChildProcess {
 public:
  /// The child's end of the socket has this number there.
  static constexpr int kSocketInChild = 3;

  /// Starts a program with arguments, without a shell. The child has the standard streams and the
  /// socket, and nothing else. Throws std::runtime_error if no process can be started.
  explicit ChildProcess(const std::vector<std::string>& command);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// This end of the socket. The caller closes it; call this once.
  int take_socket();
  pid_t pid() const { return child_; }

 private:
  pid_t child_{-1};
  int socket_{-1};
};

/// Takes note of the children that have ended since they were told to. Call it on SIGCHLD: until
/// then they are zombies.
void collect_ended_children();

/// Waits for all children that were told to end. Kills those that do not end soon.
void await_ended_children();

}  // namespace tiersim::service
