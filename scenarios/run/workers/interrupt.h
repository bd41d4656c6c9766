#pragma once

#include <csignal>

namespace tiersim {

/// While an object of this class lives, SIGINT and SIGTERM do not end the process. They are
/// remembered, and they end a poll() early. Such objects may be nested: each of them remembers the
/// signals that came since the outermost one began.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  bool interrupted() const;

 private:
  struct sigaction before_int_ {
  }, before_term_{};
};

}  // namespace tiersim
