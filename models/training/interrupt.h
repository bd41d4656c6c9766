#pragma once

#include <csignal>

namespace tiersim::models {

/// While this object lives, SIGINT and SIGTERM do not end the process but are noted. So the state
/// of the training can be saved first. A signal with another handler keeps that handler. At most
/// one object at a time.
class NotedInterrupt {
 public:
  NotedInterrupt();
  ~NotedInterrupt();
  NotedInterrupt(const NotedInterrupt&) = delete;
  NotedInterrupt& operator=(const NotedInterrupt&) = delete;

  /// Whether a signal has arrived.
  static bool arrived();
  /// Raises the noted signal again, now with its default effect: it ends the process.
  void obey();

 private:
  void restore();

  struct sigaction before_int_ {
  }, before_term_{};
};

}  // namespace tiersim::models
