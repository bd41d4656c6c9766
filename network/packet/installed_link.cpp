#include "network/packet/installed_link.h"

#include <fmt/format.h>
#include <ns3/ipv4-address-helper.h>

#include "network/link/packet_sizes.h"
#include "sim/base/random_streams.h"

namespace tiersim {
namespace {

// Beyond the ports of messages (packet_network.cpp) and the first ports that ns-3 uses itself.
constexpr std::uint16_t kFirstBackgroundPort = 60'000;

}  // namespace

InstalledLink::InstalledLink(const Link& link, std::size_t number, const PacketLinkSite& site)
    : packets_(link.kind->install(link, site)) {
  ns3::Ipv4AddressHelper addresses(fmt::format("10.{}.0.0", number).c_str(), "255.255.0.0");
  interfaces_ = addresses.Assign(packets_->devices());
  for (const std::uint32_t end : packets_->background_ends())
    add_background(link.background, end, site);
}

void InstalledLink::add_background(const Background& traffic, std::uint32_t end,
                                   const PacketLinkSite& site) {
  const auto node = [&](std::uint32_t at) {
    return interfaces_.Get(at).first->GetObject<ns3::Node>();
  };
  const std::string name = end == 0 ? site.name : fmt::format("{} station {}", site.name, end - 1);
  for (const bool up : {true, false}) {
    const std::uint32_t from = up ? end : 1, to = up ? 1 : end;
    const BackgroundTraffic::Settings settings{
        up ? traffic.up : traffic.down, traffic.on, traffic.off, kUdpPayload * site.scale.packets,
        // The far end of one Wi-Fi network hears all its stations, each on a port of its own. Links
        // differ in their addresses.
        static_cast<std::uint16_t>(kFirstBackgroundPort + 1 + end)};
    background_.push_back(std::make_unique<BackgroundTraffic>(
        settings, node(from), node(to), interfaces_.GetAddress(to),
        derive_seed(site.seed, fmt::format("background {} {}", name, up ? "up" : "down"))));
  }
}

void InstalledLink::start() {
  packets_->start();
  for (const auto& traffic : background_) traffic->start();
}

}  // namespace tiersim
