#pragma once

#include <cstdint>
#include <vector>

#include "network/link/topology.h"
#include "scenarios/run/trust/finished_run.h"

namespace tiersim {

/// What all requests of a run sent as one of their messages: all payloads, or all answers.
struct MessageTotal {
  std::vector<Topology::Hop> path;
  double bytes{0};          ///< bytes on the wire, with headers, summed over all requests
  std::int64_t largest{0};  ///< payload of the largest message, in bytes
  double time{0};           ///< time of the messages, end to end, summed over all requests, ns
};

/// Returns one entry for each message of a request, in the order of time. A message counts as sent
/// if some time of its request is in it. Acknowledgements and packets that were sent again are not
/// counted.
std::vector<MessageTotal> message_totals(const FinishedRun& run);

}  // namespace tiersim
