#pragma once

#include <ns3/address.h>
#include <ns3/node.h>
#include <ns3/ptr.h>
#include <ns3/socket.h>

#include <cstdint>
#include <deque>
#include <functional>

#include "sim/clock.h"

namespace tiersim {

/// Messages both ways over one TCP connection. Only their sizes travel: the bytes are ns-3's
/// virtual payload, and both ends share the list of where messages end.
class TcpConnection {
 public:
  /// Listens on `server` and connects from `client` at once; call while the simulation runs.
  TcpConnection(const ns3::Ptr<ns3::Node>& client, const ns3::Ptr<ns3::Node>& server,
                const ns3::Address& server_address);
  ~TcpConnection();
  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;

  /// `delivered` is told since when the sender could send: from when the connection was open.
  void send(bool from_client, std::uint64_t size, std::function<void(SimTime ready)> delivered);

  /// Both ends stop sending and forget what has not arrived.
  void close();

 private:
  struct Direction {
    ns3::Ptr<ns3::Socket> sender;
    bool ready{false};  ///< the sender's end is established
    SimTime ready_since{};
    std::uint64_t unsent{0};  ///< bytes not yet handed to the sender's socket
    std::uint64_t queued{0};  ///< bytes of all messages so far
    std::uint64_t received{0};
    struct Message {
      std::uint64_t end;  ///< offset in the stream of the byte after its last
      std::function<void(SimTime)> delivered;
    };
    std::deque<Message> in_flight;
  };

  void accept(ns3::Ptr<ns3::Socket> socket, const ns3::Address& from);
  void connected(ns3::Ptr<ns3::Socket> socket);
  void can_send(ns3::Ptr<ns3::Socket> socket, std::uint32_t available);
  void can_read(ns3::Ptr<ns3::Socket> socket);
  void pump(Direction& direction);

  ns3::Ptr<ns3::Socket> listener_;
  Direction up_;    ///< client to server
  Direction down_;  ///< server to client
};

}  // namespace tiersim
