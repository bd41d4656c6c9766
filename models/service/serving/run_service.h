#pragma once

#include <string>
#include <vector>

namespace tiersim::service {

/// Runs a tier service until the other end of `socket` closes or SIGTERM comes
/// (service_settings.h). `worker_command` starts a worker process, which gets its socket as
/// descriptor ChildProcess::kSocketInChild. Call it once per process, from its main thread.
void run_service(int socket, const std::vector<std::string>& worker_command);

}  // namespace tiersim::service
