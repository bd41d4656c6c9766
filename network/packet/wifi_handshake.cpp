#include "network/packet/wifi_handshake.h"

#include <ns3/inet-socket-address.h>
#include <ns3/node.h>
#include <ns3/packet.h>
#include <ns3/simulator.h>
#include <ns3/socket.h>
#include <ns3/udp-socket-factory.h>

#include <vector>

#include "network/packet/discard_received.h"

namespace tiersim {
namespace {

constexpr int kDatagrams = 3;  // more than one, so that there is something to aggregate
const ns3::Time kTurn = ns3::MilliSeconds(10);

void send_some(const ns3::Ptr<ns3::Socket>& socket, const ns3::Address& to) {
  for (int i = 0; i < kDatagrams; ++i) socket->SendTo(ns3::Create<ns3::Packet>(1000u), 0, to);
}

}  // namespace

void shake_hands(const ns3::Ipv4InterfaceContainer& interfaces, std::uint16_t port) {
  std::vector<ns3::Ptr<ns3::Socket>> sockets;
  std::vector<ns3::InetSocketAddress> addresses;
  for (std::uint32_t i = 0; i < interfaces.GetN(); ++i) {
    addresses.emplace_back(interfaces.GetAddress(i), port);
    sockets.push_back(ns3::Socket::CreateSocket(interfaces.Get(i).first->GetObject<ns3::Node>(),
                                                ns3::UdpSocketFactory::GetTypeId()));
    sockets.back()->Bind(addresses.back());
    sockets.back()->SetRecvCallback(ns3::MakeCallback(&discard_received));
  }
  ns3::Time at;
  for (std::uint32_t station = 0; station < interfaces.GetN(); ++station) {
    if (station == 1) continue;
    ns3::Simulator::Schedule(at, [&, station] { send_some(sockets[station], addresses[1]); });
    ns3::Simulator::Schedule(at + kTurn,
                             [&, station] { send_some(sockets[1], addresses[station]); });
    at += 2 * kTurn;
  }
  ns3::Simulator::Stop(at);
  ns3::Simulator::Run();
  for (const auto& socket : sockets) socket->Close();
}

}  // namespace tiersim
