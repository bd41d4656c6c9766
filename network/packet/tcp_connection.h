#pragma once

#include <ns3/address.h>
#include <ns3/node.h>
#include <ns3/ptr.h>
#include <ns3/socket.h>

#include <cstdint>
#include <deque>
#include <functional>

#include "network/packet/connection.h"

namespace tiersim {

/// A TCP connection in ns-3 that carries messages in both directions. The object knows at which
/// byte of the stream each message ends, so nothing is sent to mark that. When a message has
/// arrived, the function `delivered` of send() gets the simulated time at which the sender's end
/// was established.
class TcpConnection final : public Connection {
 public:
  struct Settings {
    /// Size of the send buffer and of the receive buffer of each end, in bytes.
    std::uint64_t buffer;
    /// If above 1, the receiver acknowledges every segment, never only every second one.
    int packets_per_segment;
  };

  /// Listens on the node `server` and connects to it from the node `client` at once.
  /// `server_address` is an IP address of `server` and a free port. Must be called while the
  /// simulation runs.
  TcpConnection(const ns3::Ptr<ns3::Node>& client, const ns3::Ptr<ns3::Node>& server,
                const ns3::Address& server_address, const Settings& settings);
  ~TcpConnection() override;
  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;

  void send(bool from_client, std::uint64_t size,
            std::function<void(SimTime ready)> delivered) override;
  void close() override;
  bool broken() const override { return broken_; }

 private:
  struct Direction {
    ns3::Ptr<ns3::Socket> sender;
    bool ready{false};  ///< the sender's end is established
    SimTime ready_since{};
    std::uint64_t unsent{0};  ///< bytes not yet passed to the sender's socket
    std::uint64_t queued{0};  ///< bytes of all messages sent so far
    /// The number of bytes that have arrived at the receiver so far, of all messages.
    std::uint64_t received{0};
    struct Message {
      std::uint64_t end;  ///< offset in the stream of the first byte after the message
      std::function<void(SimTime)> delivered;
    };
    std::deque<Message> in_flight;
  };

  void accept(ns3::Ptr<ns3::Socket> socket, const ns3::Address& from);
  void connected(ns3::Ptr<ns3::Socket> socket);
  void can_send(ns3::Ptr<ns3::Socket> socket, std::uint32_t available);
  void can_read(ns3::Ptr<ns3::Socket> socket);
  void gave_up(ns3::Ptr<ns3::Socket> socket);
  void pump(Direction& direction);

  const bool large_segments_;
  bool broken_{false};
  ns3::Ptr<ns3::Socket> listener_;
  Direction up_;    ///< from the client to the server
  Direction down_;  ///< from the server to the client
};

}  // namespace tiersim
