#pragma once

#include <cstdint>
#include <vector>

#include "models/service/wire/message.h"

namespace tiersim::service {

/// A request from endpoint 1 over the relay 2 to tier 3, with content and filler.
inline WireMessage sample_message() {
  WireMessage message;
  message.own_connection = true;
  message.request = 0x0123456789abcdef;
  message.client = 7;
  message.sender = 1;
  message.sample = 4711;
  RouteStop relay, tier, client;
  relay.endpoint = 2;
  relay.action = Action::pass;
  relay.address = {0x0a000002, 5002};
  tier.endpoint = 3;
  tier.action = Action::compute;
  tier.stage = 1;
  tier.address = {0x0a000003, 5003};
  tier.sends = 1000;
  client.endpoint = 1;
  client.address = {0x0a000001, 5001};
  message.route = {relay, tier, client};
  message.content = {1, 2, 3, 4, 5};
  Stamps stamps;
  stamps.endpoint = 1;
  stamps.sending = 123'456'789'012'345;
  stamps.sent_last = 123'456'789'099'999;
  message.stamps = {stamps};
  message.wire_bytes = 2000;
  return message;
}

}  // namespace tiersim::service
