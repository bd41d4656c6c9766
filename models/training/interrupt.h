#pragma once

#include <csignal>

namespace tiersim::models {

/// Delays the end of the process at SIGINT and SIGTERM. While an object of this class exists, these
/// signals are recorded and do not end the process, so that training can save its state first. A
/// signal that already has a handler of its own keeps it. At most one object may exist at a time.
class NotedInterrupt {
 public:
  NotedInterrupt();
  ~NotedInterrupt();
  NotedInterrupt(const NotedInterrupt&) = delete;
  NotedInterrupt& operator=(const NotedInterrupt&) = delete;

  /// Whether SIGINT or SIGTERM has arrived, and was recorded, since the object was made.
  static bool arrived();
  /// Raises the recorded signal again with its default effect, which ends the process. Call it only
  /// after arrived() is true.
  void obey();

 private:
  void restore();

  struct sigaction before_int_ {
  }, before_term_{};
};

}  // namespace tiersim::models
