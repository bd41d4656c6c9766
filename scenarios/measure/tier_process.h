#pragma once

#include <boost/process/child.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "sim/records/profile.h"

namespace tiersim {

/// A tier's process ended by its own watchdog: it was starved of memory.
class TierStarved : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One running tiersim-tier and the socket to it. It ends with this object.
class TierProcess {
 public:
  /// Starts the program that lies beside this one, or the one that TIERSIM_TIER names.
  TierProcess();
  ~TierProcess();
  TierProcess(const TierProcess&) = delete;
  TierProcess& operator=(const TierProcess&) = delete;

  /// The answer to a request; `progress` sees every step on the way. Throws UserError for what the
  /// user can mend, TierStarved, std::runtime_error where the process fails, dies or is silent for
  /// too long.
  nlohmann::json ask(const nlohmann::json& request,
                     const std::function<void(const std::string&)>& progress = {});

  /// The two halves of ask(), for several processes that compute at the same time.
  void send(const nlohmann::json& request);
  nlohmann::json receive(const std::function<void(const std::string&)>& progress = {});

  /// When it was started (CLOCK_MONOTONIC).
  MeasuredTime spawned() const { return spawned_; }

 private:
  int socket_{-1};
  MeasuredTime spawned_;
  boost::process::child process_;
};

}  // namespace tiersim
