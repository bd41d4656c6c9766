#pragma once

#include <csignal>

namespace tiersim {

/// SIGINT and SIGTERM are remembered while this lives, and cut poll() short. One may live within
/// another: what one has seen the other has, too.
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
