#pragma once

#include <string>
#include <vector>

namespace tiersim::service {

/// Runs a tier service in this process. It answers the requests that come over `socket`
/// (service_settings.h). Returns when the other end of the socket has closed or this process has
/// got SIGTERM, and its workers have ended. `worker_command` is the program and the arguments of a
/// worker process, whose socket is the descriptor ChildProcess::kSocketInChild. Call it once per
/// process, in the main thread.
void run_service(int socket, const std::vector<std::string>& worker_command);

}  // namespace tiersim::service
