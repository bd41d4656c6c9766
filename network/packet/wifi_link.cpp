#include "network/packet/wifi_link.h"

#include <ns3/config.h>
#include <ns3/constant-position-mobility-model.h>
#include <ns3/fq-codel-queue-disc.h>
#include <ns3/internet-stack-helper.h>
#include <ns3/neighbor-cache-helper.h>
#include <ns3/queue-size.h>
#include <ns3/simulator.h>
#include <ns3/ssid.h>
#include <ns3/sta-wifi-mac.h>
#include <ns3/string.h>
#include <ns3/traffic-control-layer.h>
#include <ns3/uinteger.h>
#include <ns3/wifi-net-device.h>
#include <ns3/yans-wifi-helper.h>

#include <algorithm>
#include <cmath>

#include "network/packet/wifi_handshake.h"

namespace tiersim {
namespace {

constexpr std::uint32_t kLargestAggregate = 1'048'575;      // bytes, VHT's largest A-MPDU
constexpr std::uint32_t kTwoAggregates = 128;               // packets; a block ack covers 64
constexpr std::uint16_t kHandshakePort = 60'000;            // before those of background traffic
const ns3::Time kAssociationStep = ns3::MilliSeconds(100);  // about a beacon's interval
constexpr int kAssociationSteps = 100;

void set_position(const ns3::Ptr<ns3::Node>& node, const ns3::Vector& position) {
  if (node->GetObject<ns3::MobilityModel>()) return;  // it is also an end of another Wi-Fi link
  const auto place = ns3::CreateObject<ns3::ConstantPositionMobilityModel>();
  place->SetPosition(position);
  node->AggregateObject(place);
}

}  // namespace

WifiLink::WifiLink(const Link& link, Metres distance, std::int64_t stations,
                   const PacketLinkSite& site) {
  std::int64_t& stream = site.stream;
  others_.Create(static_cast<std::uint32_t>(std::max<std::int64_t>(0, stations)));
  ns3::InternetStackHelper stack;
  stack.SetIpv6StackInstall(false);
  stack.Install(others_);
  stream += stack.AssignStreams(others_, stream);
  place_nodes(distance, site.near, site.far);

  const bool fair = link.discipline == Link::Discipline::fq_codel;
  const auto length = static_cast<std::uint32_t>(std::clamp<std::int64_t>(link.queue, 1, 1 << 30));
  ns3::Config::SetDefault(
      "ns3::WifiMacQueue::MaxSize",
      ns3::QueueSizeValue({ns3::QueueSizeUnit::PACKETS, fair ? kTwoAggregates : length}));
  // Packets are dropped if the queue is full, not because of their age. ns-3's half a second is
  // 802.11's limit for the transmission of a frame.
  ns3::Config::SetDefault("ns3::WifiMacQueue::MaxDelay", ns3::TimeValue(ns3::Seconds(60)));

  ns3::YansWifiChannelHelper air = ns3::YansWifiChannelHelper::Default();
  const ns3::Ptr<ns3::YansWifiChannel> channel = air.Create();
  stream += air.AssignStreams(channel, stream);
  ns3::YansWifiPhyHelper phy;
  phy.SetChannel(channel);
  phy.Set("ChannelSettings", ns3::StringValue("{42, 80, BAND_5GHZ, 0}"));
  ns3::WifiHelper wifi;
  wifi.SetStandard(ns3::WIFI_STANDARD_80211ac);
  wifi.SetRemoteStationManager("ns3::IdealWifiManager");
  if (!fair) wifi.DisableFlowControl();
  ns3::WifiMacHelper mac;
  const ns3::SsidValue network(ns3::Ssid("tiersim"));
  const ns3::UintegerValue aggregate(kLargestAggregate);
  mac.SetType("ns3::StaWifiMac", "Ssid", network, "BE_MaxAmpduSize", aggregate);
  devices_.Add(wifi.Install(phy, mac, site.near));
  const ns3::NetDeviceContainer others = wifi.Install(phy, mac, others_);
  mac.SetType("ns3::ApWifiMac", "Ssid", network, "BE_MaxAmpduSize", aggregate);
  devices_.Add(wifi.Install(phy, mac, site.far));
  devices_.Add(others);
  stream += wifi.AssignStreams(devices_, stream);

  for (std::uint32_t i = 0; fair && i < devices_.GetN(); ++i) {
    const auto queue = ns3::CreateObject<ns3::FqCoDelQueueDisc>();
    queue->SetMaxSize({ns3::QueueSizeUnit::PACKETS, length});
    const ns3::Ptr<ns3::NetDevice> device = devices_.Get(i);
    device->GetNode()->GetObject<ns3::TrafficControlLayer>()->SetRootQueueDiscOnDevice(device,
                                                                                       queue);
  }
}

void WifiLink::place_nodes(Metres distance, const ns3::Ptr<ns3::Node>& near,
                           const ns3::Ptr<ns3::Node>& far) const {
  set_position(near, {0, 0, 0});
  const ns3::Vector origin = near->GetObject<ns3::MobilityModel>()->GetPosition();
  set_position(far, origin + ns3::Vector(distance.value, 0, 0));
  const ns3::Vector centre = far->GetObject<ns3::MobilityModel>()->GetPosition();
  const double step = 2 * M_PI / (others_.GetN() + 1);
  for (std::uint32_t i = 0; i < others_.GetN(); ++i) {
    const double angle = M_PI + step * (i + 1);  // the near end is at pi
    set_position(others_.Get(i), centre + ns3::Vector(distance.value * std::cos(angle),
                                                      distance.value * std::sin(angle), 0));
  }
}

std::vector<std::uint32_t> WifiLink::background_ends() const {
  std::vector<std::uint32_t> stations;
  for (std::uint32_t station = 2; station < devices_.GetN(); ++station) stations.push_back(station);
  return stations;
}

void WifiLink::associate(const ns3::Ipv4InterfaceContainer& interfaces) {
  for (int step = 0; !is_associated() && step < kAssociationSteps; ++step) {
    ns3::Simulator::Stop(kAssociationStep);
    ns3::Simulator::Run();
  }
  // The stations emptied their ARP caches when they joined.
  ns3::NeighborCacheHelper().PopulateNeighborCache(interfaces);
  if (is_associated()) shake_hands(interfaces, kHandshakePort);
}

bool WifiLink::is_associated() const {
  for (std::uint32_t i = 0; i < devices_.GetN(); ++i) {
    const auto mac = ns3::DynamicCast<ns3::StaWifiMac>(
        ns3::DynamicCast<ns3::WifiNetDevice>(devices_.Get(i))->GetMac());
    if (mac && !mac->IsAssociated()) return false;
  }
  return true;
}

}  // namespace tiersim
