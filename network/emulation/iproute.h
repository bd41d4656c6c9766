#pragma once

#include <string>

namespace tiersim {

/// Runs commands of the program `ip` of iproute2 in the network namespace of the calling thread.
/// Each line of `commands` is one command without the word "ip". Throws std::runtime_error with the
/// program's message if a command fails or if the program is missing.
void run_ip(const std::string& commands);
/// Runs commands of the program `tc` of iproute2, in the same way as run_ip().
void run_tc(const std::string& commands);

}  // namespace tiersim
