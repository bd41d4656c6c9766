#include <ns3/config.h>
#include <ns3/data-rate.h>
#include <ns3/inet-socket-address.h>
#include <ns3/internet-stack-helper.h>
#include <ns3/ipv4-address-helper.h>
#include <ns3/node-container.h>
#include <ns3/packet.h>
#include <ns3/point-to-point-helper.h>
#include <ns3/simulator.h>
#include <ns3/socket.h>
#include <ns3/string.h>
#include <ns3/tcp-socket-factory.h>
#include <ns3/uinteger.h>

#include <algorithm>

#include "network/packet/linux_defaults.h"
#include "tests/bench/network_bare.h"
#include "tests/network/transfers.h"

namespace tiersim::bench {
namespace {

using ns3::Ptr;
using ns3::Socket;

/// One end: sends so many bytes, and says when as many have come.
struct End {
  Ptr<Socket> socket;
  std::int64_t unsent{0}, expected{0};
  std::function<void()> received;

  void open(const Ptr<Socket>& with) {
    socket = with;
    socket->SetSendCallback(ns3::MakeCallback(&End::can_send, this));
    socket->SetRecvCallback(ns3::MakeCallback(&End::can_read, this));
  }
  void send(std::int64_t bytes) {
    unsent += bytes;
    can_send(socket, 0);
  }
  void can_send(Ptr<Socket>, std::uint32_t) {
    while (unsent > 0) {
      const auto room = static_cast<std::int64_t>(socket->GetTxAvailable());
      const std::int64_t bytes = std::min(unsent, room);
      if (bytes == 0) return;
      socket->Send(ns3::Create<ns3::Packet>(static_cast<std::uint32_t>(bytes)));
      unsent -= bytes;
    }
  }
  void can_read(Ptr<Socket> from) {
    while (const Ptr<ns3::Packet> packet = from->Recv()) {
      if (packet->GetSize() == 0) return;
      expected -= packet->GetSize();
    }
    if (expected == 0) received();
  }
};

}  // namespace

void bare_ns3(const Request& request, int count) {
  const Topology topology =
      chain({wire(request.mbps, Duration(request.delay_ns))});  // for the buffers alone
  set_linux_defaults(topology, {}, 1);
  const std::uint64_t buffer = buffer_size(topology, topology.path(0, 1));
  ns3::Config::SetDefault("ns3::TcpSocket::SndBufSize", ns3::UintegerValue(buffer));
  ns3::Config::SetDefault("ns3::TcpSocket::RcvBufSize", ns3::UintegerValue(buffer));
  ns3::Config::SetDefault("ns3::TcpSocket::DelAckCount", ns3::UintegerValue(2));

  ns3::NodeContainer nodes(2);
  ns3::InternetStackHelper stack;
  stack.SetIpv6StackInstall(false);
  stack.Install(nodes);
  ns3::PointToPointHelper link;
  link.DisableFlowControl();
  link.SetDeviceAttribute(
      "DataRate",
      ns3::DataRateValue(ns3::DataRate(static_cast<std::uint64_t>(request.mbps * 1e6))));
  link.SetChannelAttribute("Delay", ns3::TimeValue(ns3::NanoSeconds(request.delay_ns)));
  link.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", ns3::StringValue("1000p"));
  const auto addresses =
      ns3::Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(link.Install(nodes));

  End client, server;
  const auto next = [&] {
    if (count-- == 0) return;
    server.expected = request.up;
    client.expected = request.down;
    client.send(request.up);
  };
  client.received = next;
  server.received = [&] { server.send(request.down); };

  const ns3::TypeId tcp = ns3::TcpSocketFactory::GetTypeId();
  const auto listener = Socket::CreateSocket(nodes.Get(1), tcp);
  listener->Bind(ns3::InetSocketAddress(ns3::Ipv4Address::GetAny(), 80));
  listener->Listen();
  const std::function<void(Ptr<Socket>, const ns3::Address&)> accepted =
      [&](Ptr<Socket> socket, const ns3::Address&) { server.open(socket); };
  const std::function<void(Ptr<Socket>)> connected = [&](Ptr<Socket>) { next(); };
  listener->SetAcceptCallback(ns3::MakeNullCallback<bool, Ptr<Socket>, const ns3::Address&>(),
                              ns3::Callback<void, Ptr<Socket>, const ns3::Address&>(accepted));
  client.open(Socket::CreateSocket(nodes.Get(0), tcp));
  client.socket->SetConnectCallback(ns3::Callback<void, Ptr<Socket>>(connected),
                                    ns3::MakeNullCallback<void, Ptr<Socket>>());
  ns3::Simulator::Schedule(ns3::Seconds(0), [&] {
    client.socket->Connect(ns3::InetSocketAddress(addresses.GetAddress(1), 80));
  });
  ns3::Simulator::Run();
  ns3::Simulator::Destroy();
}

}  // namespace tiersim::bench
