#pragma once

#include <boost/process/child.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "sim/base/measured_time.h"

namespace tiersim {

/// A tier's process ended itself because it got no memory to compute with.
class TierStarved : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One running tiersim-tier and the socket to it. The process ends with this object.
class TierProcess {
 public:
  /// Starts tiersim-tier from the folder of this program, or the program that the environment
  /// variable TIERSIM_TIER names.
  TierProcess();
  ~TierProcess();
  TierProcess(const TierProcess&) = delete;
  TierProcess& operator=(const TierProcess&) = delete;

  /// Sends a request and returns the answer. `progress` gets the progress messages that come before
  /// it. Throws UserError for what the user can correct, TierStarved, and std::runtime_error if the
  /// process fails, dies or is silent for too long.
  nlohmann::json ask(const nlohmann::json& request,
                     const std::function<void(const std::string&)>& progress = {});

  /// The two halves of ask(). With them, several processes can compute at the same time.
  void send(const nlohmann::json& request);
  nlohmann::json receive(const std::function<void(const std::string&)>& progress = {});

  /// When the process was started (CLOCK_MONOTONIC).
  MeasuredTime spawned() const { return spawned_; }

 private:
  int socket_{-1};
  MeasuredTime spawned_;
  boost::process::child process_;
};

}  // namespace tiersim
