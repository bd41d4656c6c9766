#pragma once

#include <boost/process/child.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "sim/base/measured_time.h"

namespace tiersim {

/// Thrown by TierProcess if a process of tiersim-tier gave no answer, because it found no memory
/// to compute with for 30 s and ended itself.
class TierStarved : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A running process of tiersim-tier and the socket to it. The destructor ends the process.
class TierProcess {
 public:
  /// Starts the program tiersim-tier that is in the folder of this program. The environment
  /// variable TIERSIM_TIER can name another program. `command` is its subcommand. `in_child` runs
  /// in the new process before the program starts; it may only call functions that are safe after
  /// fork(). Throws UserError if the program does not exist.
  explicit TierProcess(const std::string& command = "serve",
                       const std::function<void()>& in_child = {});
  ~TierProcess();
  TierProcess(const TierProcess&) = delete;
  TierProcess& operator=(const TierProcess&) = delete;

  /// Sends a request and waits for its answer, which it returns. Calls `progress` with the text of
  /// each progress message that comes before the answer. Throws UserError if the user can correct
  /// the error, TierStarved if the process found no memory, and std::runtime_error if the process
  /// fails, dies or sends nothing for 30 minutes.
  nlohmann::json ask(const nlohmann::json& request,
                     const std::function<void(const std::string&)>& progress = {});

  /// Sends a request and does not wait for the answer, which receive() returns. So several
  /// processes can compute at the same time.
  void send(const nlohmann::json& request);
  /// Waits for the answer to the request of send(). Calls `progress` and throws as ask() does.
  nlohmann::json receive(const std::function<void(const std::string&)>& progress = {});

  /// The time at which the process was started, on the clock CLOCK_MONOTONIC.
  MeasuredTime spawned() const { return spawned_; }

 private:
  int socket_{-1};
  MeasuredTime spawned_;
  boost::process::child process_;
};

}  // namespace tiersim
