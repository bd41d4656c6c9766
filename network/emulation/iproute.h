#pragma once

#include <string>

namespace tiersim {

/// Runs commands of iproute2, one a line, in the network namespace of the calling thread: those of
/// `ip`, or those of `tc`. Throws std::runtime_error with the program's message if one fails.
void run_ip(const std::string& commands);
void run_tc(const std::string& commands);

}  // namespace tiersim
