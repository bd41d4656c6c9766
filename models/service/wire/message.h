#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/service/wire/address.h"
#include "models/service/wire/stamps.h"

namespace tiersim::service {

/// What a process does with a request that reaches it.
enum class Action : std::uint8_t {
  deliver = 0,  ///< the client takes its answer
  pass = 1,     ///< a relay receives the whole message and then sends it on
  compute = 2   ///< a tier computes a stage and sends the output on
};

/// A process that a request has still to pass. The process that asks and each tier service is an
/// endpoint. The driver numbers them.
struct RouteStop {
  std::uint16_t endpoint{0};
  Action action{Action::deliver};
  std::uint8_t stage{0};   ///< to compute; 0 for the other actions
  Address address;         ///< where the endpoint listens
  std::uint64_t sends{0};  ///< of `compute`: size of the message that is sent on, in bytes
};

enum class MessageType : std::uint8_t {
  request = 1,  ///< at least one stage has to be computed
  answer = 2    ///< no stage has to be computed
};

/// What became of a request, as far as the tiers know.
enum class Status : std::uint8_t {
  ok = 0,
  dropped = 1,     ///< the waiting line of a tier was full
  failed = 2,      ///< a tier could not compute; the content says why
  unreachable = 3  ///< a tier could not send the request on; the content says why
};

/// A message between two endpoints. The client writes the whole route of a request into it. Each
/// endpoint removes its own stop, adds its stamps and sends the message to the next stop.
struct WireMessage {
  MessageType type{MessageType::request};
  Status status{Status::ok};
  bool own_connection{false};    ///< the request has connections of its own; else its client has
  bool warm_up{false};           ///< opens connections and their windows; nothing is computed
  std::uint64_t request{0};      ///< unique among the requests of a client endpoint
  std::uint32_t client{0};       ///< whose connections carry the message
  std::uint16_t sender{0};       ///< the endpoint that sends this message
  std::int64_t sample{-1};       ///< item of the test set that stage 0 computes on
  std::int32_t prediction{-1};   ///< class, after the last stage; -1: none
  std::vector<RouteStop> route;  ///< from the receiver of this message to `deliver`
  std::vector<std::uint8_t> content;  ///< output of the last stage that was computed, or a text
  std::vector<Stamps> stamps;         ///< of the endpoints so far, the client's first
  /// Size of the whole message on its connection. Filler makes up for what is missing. A message
  /// with more content is larger.
  std::uint64_t wire_bytes{0};
};

/// Connections belong to a client, or to a single request.
struct ConnectionKey {
  bool own{false};
  std::uint64_t number{0};  ///< of the request or of the client
  friend bool operator<(const ConnectionKey& a, const ConnectionKey& b) {
    return a.own != b.own ? a.own < b.own : a.number < b.number;
  }
  friend bool operator==(const ConnectionKey& a, const ConnectionKey& b) {
    return a.own == b.own && a.number == b.number;
  }
};
inline ConnectionKey key_of(const WireMessage& message) {
  return {message.own_connection, message.own_connection ? message.request : message.client};
}

/// Turns a request into its answer to the client: the stages that remain are left out. If this
/// endpoint is a relay on the way back, the answer takes the rest of that way. If not, it goes to
/// the client directly. `reason` becomes the content.
void turn_back(WireMessage& message, std::uint16_t own_endpoint, Status status,
               const std::string& reason);

}  // namespace tiersim::service
