#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/service/wire/address.h"
#include "models/service/wire/stamps.h"

namespace tiersim::service {

/// What an endpoint does with a message that reaches it.
enum class Action : std::uint8_t {
  deliver = 0,  ///< it is the client, and the message is the answer to its request
  pass = 1,     ///< it receives the whole message and then sends it on unchanged
  compute = 2   ///< it computes a stage and sends the output on
};

/// One stop of a message on its way. A stop is at an endpoint: the process of the clients or a tier
/// service. The program that starts these processes gives each of them a number.
struct RouteStop {
  std::uint16_t endpoint{0};       ///< number of the endpoint
  Action action{Action::deliver};  ///< what the endpoint does with the message
  std::uint8_t stage{0};           ///< index of the stage to compute; 0 for other actions
  Address address;                 ///< address and port on which the endpoint listens
  /// Only for Action::compute: size of the message that the endpoint sends on, in bytes. The
  /// message is larger if its header, its stamps and the output tensor need more.
  std::uint64_t sends{0};
};

/// Whether a message is still a request or already an answer.
enum class MessageType : std::uint8_t {
  request = 1,  ///< at least one stop of its route computes a stage
  answer = 2    ///< no stop of its route computes a stage
};

/// Whether a tier has stopped a request, and why.
enum class Status : std::uint8_t {
  ok = 0,          ///< no tier has stopped it
  dropped = 1,     ///< the queue of a tier was full
  failed = 2,      ///< a tier could not compute a stage; the content says why
  unreachable = 3  ///< a tier could not send the request on; the content says why
};

/// A message between two endpoints. The client writes the whole route of a request into it. Each
/// endpoint removes its own stop, adds its stamps and sends the message to the next stop.
struct WireMessage {
  MessageType type{MessageType::request};
  Status status{Status::ok};
  /// Whether the request has connections of its own. If not, it uses the connections of its client.
  bool own_connection{false};
  /// Whether the message only opens connections and lets their TCP congestion windows grow. Tiers
  /// then compute nothing.
  bool warm_up{false};
  std::uint64_t request{0};     ///< number of the request, unique for the process of the clients
  std::uint32_t client{0};      ///< number of the client that sent the request
  std::uint16_t sender{0};      ///< number of the endpoint that sends this message
  std::int64_t sample{-1};      ///< index of the test item that stage 0 computes; -1: unknown
  std::int32_t prediction{-1};  ///< class that the last stage predicted; -1: none
  /// The stops that are left, from the receiver of this message to the client.
  std::vector<RouteStop> route;
  /// The output tensor of the last stage that was computed, or the reason of `status` as text. It
  /// is empty before stage 0 and after the last stage.
  std::vector<std::uint8_t> content;
  /// One record for the client as sender, and then one for each stop that the message has reached,
  /// in the order of time. The process that reads a message from its connection adds the last one.
  std::vector<Stamps> stamps;
  /// Size of the message on its connection, in bytes. The sender adds filler up to this size. A
  /// message that is larger without filler gets none.
  std::uint64_t wire_bytes{0};
};

/// The owner of connections: a client, or a single request that has connections of its own.
struct ConnectionKey {
  bool own{false};          ///< true: a single request; false: a client
  std::uint64_t number{0};  ///< number of the request, or number of the client
  friend bool operator<(const ConnectionKey& a, const ConnectionKey& b) {
    return a.own != b.own ? a.own < b.own : a.number < b.number;
  }
  friend bool operator==(const ConnectionKey& a, const ConnectionKey& b) {
    return a.own == b.own && a.number == b.number;
  }
};
/// Returns the owner of the connections that carry `message`: its request if `own_connection` is
/// set, otherwise its client.
inline ConnectionKey key_of(const WireMessage& message) {
  return {message.own_connection, message.own_connection ? message.request : message.client};
}

/// Turns `message`, a request that the endpoint with the number `own_endpoint` cannot handle, into
/// an answer with `status`, with `reason` as its content and without filler. Stops that compute are
/// removed from the route. If the route comes back to this endpoint, the answer takes the rest of
/// the route from there. If not, it goes directly to the client.
void turn_back(WireMessage& message, std::uint16_t own_endpoint, Status status,
               const std::string& reason);

}  // namespace tiersim::service
