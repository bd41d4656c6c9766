#include "network/packet/installed_link.h"

#include <fmt/format.h>
#include <ns3/ipv4-address-helper.h>
#include <ns3/neighbor-cache-helper.h>
#include <ns3/net-device-container.h>
#include <ns3/simulator.h>

#include "network/link/packet_sizes.h"
#include "network/packet/wifi_handshake.h"
#include "sim/base/random_streams.h"

namespace tiersim {
namespace {

// Beyond those of messages (packet_network.cpp) and the first of ns-3's own.
constexpr std::uint16_t kFirstBackgroundPort = 60'000;
const ns3::Time kAssociationStep = ns3::MilliSeconds(100);  // about a beacon's interval
constexpr int kAssociationSteps = 100;

}  // namespace

InstalledLink::InstalledLink(const Link& link, std::size_t number, const ns3::Ptr<ns3::Node>& near,
                             const ns3::Ptr<ns3::Node>& far, const SegmentScale& scale,
                             std::uint64_t seed, std::int64_t& stream) {
  const std::string name = std::to_string(number);
  ns3::NetDeviceContainer devices;
  if (link.kind == Link::Kind::wifi) {
    wifi_ = std::make_unique<WifiLink>(link, near, far, stream);
    devices = wifi_->devices();
  } else {
    wire_ = std::make_unique<WireLink>(link, near, far, scale, seed, name);
    for (const bool end : {true, false}) devices.Add(wire_->device(end));
  }
  ns3::Ipv4AddressHelper addresses(fmt::format("10.{}.0.0", number).c_str(), "255.255.0.0");
  interfaces_ = addresses.Assign(devices);
  if (wire_) add_background(link, 0, scale, seed, name);
  if (!wifi_) return;
  for (std::uint32_t station = 2; station < interfaces_.GetN(); ++station)
    add_background(link, station, scale, seed, fmt::format("{} station {}", name, station - 1));
}

void InstalledLink::add_background(const Link& link, std::uint32_t near, const SegmentScale& scale,
                                   std::uint64_t seed, const std::string& name) {
  const Background& traffic = link.background;
  const auto node = [&](std::uint32_t end) {
    return interfaces_.Get(end).first->GetObject<ns3::Node>();
  };
  for (const bool up : {true, false}) {
    const std::uint32_t from = up ? near : 1, to = up ? 1 : near;
    const BackgroundTraffic::Settings settings{
        up ? traffic.up : traffic.down, traffic.on, traffic.off, kUdpPayload * scale.packets,
        // Addresses tell links apart; the far end of one Wi-Fi network hears all its stations.
        static_cast<std::uint16_t>(kFirstBackgroundPort + 1 + near)};
    background_.push_back(std::make_unique<BackgroundTraffic>(
        settings, node(from), node(to), interfaces_.GetAddress(to),
        derive_seed(seed, fmt::format("background {} {}", name, up ? "up" : "down"))));
  }
}

void InstalledLink::associate() {
  if (!wifi_) return;
  for (int step = 0; !wifi_->associated() && step < kAssociationSteps; ++step) {
    ns3::Simulator::Stop(kAssociationStep);
    ns3::Simulator::Run();
  }
  // Joining has emptied the caches of ARP.
  ns3::NeighborCacheHelper().PopulateNeighborCache(interfaces_);
  if (wifi_->associated()) shake_hands(interfaces_, kFirstBackgroundPort);
}

void InstalledLink::start() {
  if (wire_) wire_->start();
  for (const auto& traffic : background_) traffic->start();
}

}  // namespace tiersim
