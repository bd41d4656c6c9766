#pragma once

#include <string>
#include <vector>

#include "sim/network_model.h"
#include "sim/request.h"

namespace tiersim {

/// A message or a stage of a journey, and where in the waterfall its parts begin.
struct Leg {
  bool is_message{false};
  std::size_t from{0}, to{0};  ///< of a message: places of the network
  std::size_t message{0};      ///< 0: the payload, n: what stage n - 1 sends on
  std::size_t stage{0};
  std::size_t part{0};
};

/// What is to be done for one request, in order.
std::vector<Leg> legs_of(const Journey& journey, const std::string& origin,
                         const NetworkModel& network);

}  // namespace tiersim
