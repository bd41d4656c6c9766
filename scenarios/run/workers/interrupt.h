#pragma once

#include <csignal>

namespace tiersim {

/// While an object of this class exists, SIGINT and SIGTERM do not end the process. Instead,
/// interrupted() becomes true, and a poll() that waits returns early. Objects may be nested:
/// interrupted() of each object reports the signals since the outermost object was made.
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
