#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace tiersim::service {

/// A child process, and a Unix socket that connects it with this process. The child gets SIGTERM
/// when this object is destroyed, or when the thread that started the child ends.
class ChildProcess {
 public:
  /// The number of the file descriptor at which the child finds its end of the socket.
  static constexpr int kSocketInChild = 3;

  /// Starts the program `command[0]`, which must be a path, with the other elements of `command` as
  /// its arguments. No shell is used. The child inherits the standard streams, the socket, and
  /// descriptors that are not closed on exec(). Throws std::runtime_error if no process can be
  /// started. If the program cannot be run, the child ends with status 127.
  explicit ChildProcess(const std::vector<std::string>& command);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Returns the file descriptor of this process's end of the socket. The caller owns it from then
  /// on. Returns -1 if it was called before.
  int take_socket();
  /// The process id of the child.
  pid_t pid() const { return child_; }

 private:
  pid_t child_{-1};
  int socket_{-1};
};

/// Reaps the children that have ended and whose ChildProcess was destroyed. Call it when SIGCHLD
/// arrives. Until it is called, such children are zombies. Does not block.
void collect_ended_children();

/// Waits until all children whose ChildProcess was destroyed have ended. Kills those that have not
/// ended after 2 s.
void await_ended_children();

}  // namespace tiersim::service
