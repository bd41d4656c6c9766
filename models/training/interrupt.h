#pragma once

#include <csignal>

namespace tiersim::models {

/// While it lives, SIGINT and SIGTERM are noted, where they would have ended the process, so that
/// what is half done can be kept first. One at a time.
class NotedInterrupt {
 public:
  NotedInterrupt();
  ~NotedInterrupt();
  NotedInterrupt(const NotedInterrupt&) = delete;
  NotedInterrupt& operator=(const NotedInterrupt&) = delete;

  /// Whether there was one.
  static bool arrived();
  /// Lets the signal that arrived end the process.
  void obey();

 private:
  void restore();

  struct sigaction before_int_ {
  }, before_term_{};
};

}  // namespace tiersim::models
