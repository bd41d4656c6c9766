#include "network/emulation/network_namespace.h"

#include <fcntl.h>
#include <sched.h>

#include <future>
#include <stdexcept>

namespace tiersim {
namespace {

/// A namespace belongs to a thread. A thread of its own leaves that of the caller as it is.
void run_in_thread(const std::function<void()>& work) {
  std::async(std::launch::async, work).get();
}

}  // namespace

NetworkNamespace::NetworkNamespace() {
  run_in_thread([this] {
    if (unshare(CLONE_NEWNET) != 0)
      throw std::runtime_error(
          "this process may not make network namespaces (run it as root; a container needs the "
          "capabilities SYS_ADMIN and NET_ADMIN)");
    fd_ = OwnedFd(checked(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC),
                          "open the new network namespace"));
  });
}

void NetworkNamespace::run_inside(const std::function<void()>& work) const {
  run_in_thread([&] {
    checked(setns(fd(), CLONE_NEWNET), "enter a network namespace");
    work();
  });
}

}  // namespace tiersim
