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

/// Messages both ways over one TCP connection. Both ends share the list of the places in the stream
/// where messages end. `ready` is the time when the sender's end was established.
class TcpConnection final : public Connection {
 public:
  struct Settings {
    std::uint64_t buffer;     ///< bytes, each end
    int packets_per_segment;  ///< if more than one, each segment is acknowledged at once
  };

  /// Listens on `server` and connects from `client` at once. Must be called while the simulation
  /// runs.
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
  void gave_up(ns3::Ptr<ns3::Socket> socket);
  void pump(Direction& direction);

  const bool large_segments_;
  bool broken_{false};
  ns3::Ptr<ns3::Socket> listener_;
  Direction up_;    ///< client to server
  Direction down_;  ///< server to client
};

}  // namespace tiersim
