#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "network/emulation/lag_counter.h"
#include "network/emulation/owned_fd.h"
#include "network/emulation/real_time_link.h"

namespace tiersim {

/// A child process that runs ns-3 and carries the packets of one link (RealTimeLink). The
/// destructor ends the child process. It also ends when this process ends, whatever ends it. The
/// child closes all file descriptors that it inherited, except the standard ones, those of its link
/// and its connection to this process.
class LinkProcess {
 public:
  /// Starts the process. `near` and `far` of `settings` must be open; its `parent` and `lag` are
  /// ignored. Throws std::system_error if the process cannot be started.
  explicit LinkProcess(const RealTimeLink::Settings& settings);
  ~LinkProcess();
  LinkProcess(const LinkProcess&) = delete;
  LinkProcess& operator=(const LinkProcess&) = delete;

  /// Waits until the process has made the link in ns-3. Throws std::runtime_error if it cannot make
  /// the link or does not do so within 30 s.
  void wait_until_ready();

  /// Lets the process begin to move packets. wait_until_ready() must have returned before. Throws
  /// std::runtime_error if the process has ended.
  void begin();

  /// How late the process has delivered packets since begin().
  LinkLag lag() const { return lag_->read(); }
  /// Says with which status or signal the process ended. Empty while it runs.
  std::string problem() const;

 private:
  std::shared_ptr<LagCounter> lag_;
  OwnedFd control_;
  pid_t process_{-1};
  std::string name_;
};

}  // namespace tiersim
