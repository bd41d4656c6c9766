#pragma once

#include <boost/process/child.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// One running tiersim-tier and the socket to it. It ends with this object.
class TierProcess {
 public:
  /// Starts the program that lies beside this one, or the one that TIERSIM_TIER names.
  TierProcess();
  ~TierProcess();
  TierProcess(const TierProcess&) = delete;
  TierProcess& operator=(const TierProcess&) = delete;

  /// The answer to a request; `progress` sees every step on the way. Throws UserError for what the
  /// user can mend, std::runtime_error where the process fails, dies or is silent for too long.
  nlohmann::json ask(const nlohmann::json& request,
                     const std::function<void(const std::string&)>& progress);

 private:
  int socket_{-1};
  boost::process::child process_;
};

}  // namespace tiersim
