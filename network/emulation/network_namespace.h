#pragma once

#include <functional>

#include "network/emulation/owned_fd.h"

namespace tiersim {

/// A new network namespace of Linux. It has no name, and its loopback device is down. It vanishes
/// when this object is destroyed and no process or socket is inside any more.
class NetworkNamespace {
 public:
  /// Makes the namespace. Throws std::runtime_error `problem (remedy)` if this process may not make
  /// namespaces.
  NetworkNamespace();

  /// A file descriptor of the namespace, which this object owns.
  int fd() const { return fd_.get(); }

  /// Runs `work` in a new thread inside the namespace, and waits until it returns. Child processes
  /// that `work` starts and sockets that it opens stay inside the namespace. Throws what `work`
  /// throws, and std::system_error if the thread cannot enter the namespace.
  void run_inside(const std::function<void()>& work) const;

 private:
  OwnedFd fd_;
};

}  // namespace tiersim
