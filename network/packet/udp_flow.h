#pragma once

#include <ns3/address.h>
#include <ns3/node.h>
#include <ns3/ptr.h>
#include <ns3/socket.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>

#include "network/packet/connection.h"
#include "network/packet/packet_pacer.h"

namespace tiersim {

/// Carries messages in both directions as UDP datagrams. The datagrams leave as fast as the first
/// link on their path carries them (PacketPacer). Nothing is sent again: a message never arrives if
/// one of its datagrams is lost. UDP opens no connection, so the argument `ready` of `delivered` is
/// always time zero. The object must outlive the simulation.
class UdpFlow final : public Connection {
 public:
  /// One end of the flow.
  struct End {
    ns3::Ptr<ns3::Node> node;
    ns3::Address address;  ///< IP address and port
    PacketPacer pacer;     ///< for the first link on the path from this end
  };

  /// Creates a flow between the two ends. `payload` is the number of payload bytes in a full
  /// datagram. `begin` is the time at which the traces of the links began.
  UdpFlow(const End& client, const End& server, std::int64_t payload, SimTime begin);
  ~UdpFlow() override;
  UdpFlow(const UdpFlow&) = delete;
  UdpFlow& operator=(const UdpFlow&) = delete;

  void send(bool from_client, std::uint64_t size,
            std::function<void(SimTime ready)> delivered) override;
  void close() override;
  bool broken() const override { return false; }

 private:
  struct Direction {
    ns3::Ptr<ns3::Socket> sender;
    ns3::Address to;
    PacketPacer pacer;
    struct Waiting {
      std::uint64_t message, bytes;
    };
    std::deque<Waiting> unsent;
    struct Partial {
      std::uint64_t left;  ///< bytes that have not arrived
      std::function<void(SimTime)> delivered;
    };
    std::map<std::uint64_t, Partial> in_flight;
    std::uint64_t messages{0};
    bool sending{false};
  };

  void send_next(Direction& direction);
  void leave(Direction& direction);
  void can_read(ns3::Ptr<ns3::Socket> socket);

  const std::int64_t payload_;  ///< payload of a full datagram, in bytes
  const SimTime begin_;
  Direction up_, down_;
};

}  // namespace tiersim
