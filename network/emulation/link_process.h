#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "network/emulation/lag_counter.h"
#include "network/emulation/owned_fd.h"
#include "network/emulation/real_time_link.h"

namespace tiersim {

/// A child process that runs ns-3 and carries the packets of one link in real time (RealTimeLink).
/// The destructor ends the child process. If the process that started it ends for any reason, the
/// child process ends, too. The child closes all file descriptors that it inherited, except the
/// standard ones, those of its link and its connection to the process that started it.
class LinkProcess {
 public:
  /// Starts the process. `near` and `far` of `settings` must be open; its `parent` and `lag` are
  /// ignored. Throws std::system_error if the process cannot be started.
  explicit LinkProcess(const RealTimeLink::Settings& settings);
  ~LinkProcess();
  LinkProcess(const LinkProcess&) = delete;
  LinkProcess& operator=(const LinkProcess&) = delete;

  /// Waits until the child process has made the link in ns-3. Throws std::runtime_error if it
  /// cannot make the link or does not do so within 30 s.
  void wait_until_ready();

  /// Lets the child process begin to move packets. wait_until_ready() must have returned before.
  /// Throws std::runtime_error if the child process has ended.
  void begin();

  /// How late the child process has delivered packets since begin().
  LinkLag lag() const { return lag_->read(); }
  /// Returns a text that names the link and says with which status or signal its child process
  /// ended. Empty while the child process runs.
  std::string problem() const;

 private:
  std::shared_ptr<LagCounter> lag_;
  OwnedFd control_;
  pid_t process_{-1};
  std::string name_;
};

}  // namespace tiersim
