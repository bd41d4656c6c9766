#pragma once

#include <string>

namespace tiersim {

/// Runs commands of the program `ip` of iproute2 in the network namespace of the calling thread,
/// and waits until they have ended. Each line of `commands` is one command without the word "ip".
/// At the first command that fails, stops and throws std::runtime_error with the program's message.
/// Also throws std::runtime_error if the program is missing.
void run_ip(const std::string& commands);
/// Runs commands of the program `tc` of iproute2 in the network namespace of the calling thread.
/// Each line of `commands` is one command without the word "tc". Throws as run_ip() does.
void run_tc(const std::string& commands);

}  // namespace tiersim
