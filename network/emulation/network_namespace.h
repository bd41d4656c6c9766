#pragma once

#include <functional>

#include "network/emulation/owned_fd.h"

namespace tiersim {

/// A new network namespace without a name. It exists as long as this object, a process or a socket
/// is in it. Its loopback device is down.
class NetworkNamespace {
 public:
  /// Throws std::runtime_error `problem (remedy)` if this process may not make one.
  NetworkNamespace();

  int fd() const { return fd_.get(); }

  /// Runs `work` in a thread inside the namespace and waits for it. Throws what `work` throws.
  /// Child processes and sockets of `work` stay inside.
  void run_inside(const std::function<void()>& work) const;

 private:
  OwnedFd fd_;
};

}  // namespace tiersim
