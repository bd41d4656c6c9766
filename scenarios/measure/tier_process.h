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

/// A running process of tiersim-tier and the socket to it. The destructor closes the socket, waits
/// up to 2 s until the process has ended, and otherwise kills it.
class TierProcess {
 public:
  /// Starts the program tiersim-tier that is in the folder of this program. The environment
  /// variable TIERSIM_TIER can name another program. `command` is its subcommand. `in_child` runs
  /// in the new process before the program starts; it may only call functions that are safe after
  /// fork(). Throws UserError if the program does not exist, and std::runtime_error if it cannot be
  /// started.
  explicit TierProcess(const std::string& command = "serve",
                       const std::function<void()>& in_child = {});
  ~TierProcess();
  TierProcess(const TierProcess&) = delete;
  TierProcess& operator=(const TierProcess&) = delete;

  /// Sends a request to the process, waits for its answer and returns the answer. Calls `progress`
  /// with the text of each progress message that comes before the answer. Throws UserError if the
  /// process reports an error that the user can correct, TierStarved if the process ended because
  /// it found no memory, and std::runtime_error if the process reports another error, dies or sends
  /// nothing for 30 minutes.
  nlohmann::json ask(const nlohmann::json& request,
                     const std::function<void(const std::string&)>& progress = {});

  /// Sends a request and does not wait for the answer, which receive() returns. So several
  /// processes can compute at the same time. Throws std::runtime_error if the process has closed
  /// its end of the socket.
  void send(const nlohmann::json& request);
  /// Waits for the answer to the request that send() has sent, and returns the answer. Calls
  /// `progress` with the text of each progress message before the answer, and throws as ask() does.
  nlohmann::json receive(const std::function<void(const std::string&)>& progress = {});

  /// The time just before the process was started, in nanoseconds of CLOCK_MONOTONIC.
  MeasuredTime spawned() const { return spawned_; }

 private:
  int socket_{-1};
  MeasuredTime spawned_;
  boost::process::child process_;
};

}  // namespace tiersim
