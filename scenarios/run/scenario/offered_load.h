#pragma once

#include <string>
#include <vector>

#include "network/link/topology.h"
#include "sim/simulate.h"

namespace tiersim {

/// A message that every request of a scenario sends: the links that it crosses, and its size.
struct CrossingMessage {
  std::vector<Topology::Hop> path;
  double bytes;  ///< mean size of the message, in bytes
};

/// Returns the messages that one request sends over links, in the order of time: the payload, the
/// tensors between stages, the answer.
std::vector<CrossingMessage> crossing_messages(const Topology& topology, const Scenario& scenario);

/// Returns a text for the user that names a link that no packet can pass, because the link has no
/// bandwidth or loses every packet. Checks only the links that `messages` cross. Returns "" if
/// there is no such link.
std::string closed_link(const Topology& topology, const std::vector<CrossingMessage>& messages);

/// Returns a text for the user that names a tier or a link that gets more work than it can serve,
/// so that waiting times grow for as long as requests come. Returns "" if there is none. Checks
/// only open-loop arrivals (`poisson`, `constant`). Does not check tiers with a queue limit, tiers
/// that compute live, and links whose capacity is not known in advance (Wi-Fi).
std::string overload(const Topology& topology, const std::vector<CrossingMessage>& messages,
                     const Scenario& scenario);

}  // namespace tiersim
