#pragma once

#include <functional>

#include "sim/results/results.h"

namespace tiersim {

/// What a worker found out about a scenario, through a socket: its status as a frame, its requests
/// as plain numbers. The rest of a ScenarioResult is known on both sides.
void send_result(int socket, const ScenarioResult& result);

/// Fills in what was sent; false where the other end closed before it was whole.
bool receive_result(int socket, const std::function<ScenarioResult(std::size_t)>& describe,
                    ScenarioResult& result);

}  // namespace tiersim
