#include "network/emulation/enter_namespace.h"

#include <sched.h>
#include <unistd.h>

namespace tiersim {

void EnterNamespace::enter() const noexcept {
  if (setns(fd_, CLONE_NEWNET) != 0) _exit(127);
}

}  // namespace tiersim
