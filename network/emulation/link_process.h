#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "network/emulation/lag_counter.h"
#include "network/emulation/owned_fd.h"
#include "network/emulation/real_time_link.h"

namespace tiersim {

/// A child process that is one ns-3 link. It ends with this object, and if this process ends in any
/// way. It holds no descriptors of this process but those of its own link.
class LinkProcess {
 public:
  /// Starts the process. The descriptors in `settings` must stay open.
  explicit LinkProcess(const RealTimeLink::Settings& settings);
  ~LinkProcess();
  LinkProcess(const LinkProcess&) = delete;
  LinkProcess& operator=(const LinkProcess&) = delete;

  /// Waits until ns-3 has made the link. Throws std::runtime_error if it could not.
  void wait_until_ready();

  /// Begins the link's time. wait_until_ready() must have returned.
  void begin();

  LinkLag lag() const { return lag_->read(); }
  /// How the process ended; empty while it runs.
  std::string problem() const;

 private:
  std::shared_ptr<LagCounter> lag_;
  OwnedFd control_;
  pid_t process_{-1};
  std::string name_;
};

}  // namespace tiersim
