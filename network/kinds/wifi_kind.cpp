#include <chrono>

#include "network/link/link.h"
#include "network/link/link_kind.h"
#include "network/packet/wifi_link.h"

namespace tiersim {
namespace {

/// 80 MHz, one spatial stream and a guard interval of 800 ns at the highest step, VHT-MCS 9: what
/// 802.11ac has nearby. Source: IEEE 802.11-2016, table 21-38.
constexpr BitsPerSecond kNominalRate{390e6};
/// 802.11ac carries at most 0.85 of its nominal rate: aggregates have preambles, waits and
/// acknowledgements between them (the sum is in tests/network/kinds/wifi_kind.cpp).
constexpr double kCarriedShare = 0.8;
constexpr double kLightSpeed = 299'792'458;  // metres per second

constexpr LinkSetting<Metres> kDistance{"distance", {0.1}, {200},
                                        {5},        {20},  "Distance from the access point."};
constexpr LinkSetting<std::int64_t> kStations{
    "stations", 0, 50, 0, 3, "Other stations on the channel. Each sends the `background`."};

/// 802.11ac. The distance sets the rate.
class WifiKind final : public LinkKind {
 public:
  std::string_view name() const override { return "wifi"; }
  std::string_view title() const override { return "Wi-Fi"; }
  std::string_view meaning() const override {
    return "802.11ac. For `client-mobile` or `mobile-edge`, with `fidelity: packet` or `coarse`.";
  }
  std::vector<LinkPart> parts() const override { return {LinkPart::background}; }
  std::vector<AnyLinkSetting> settings() const override { return {kDistance, kStations}; }

  BitsPerSecond long_run_rate(const Link&, bool) const override { return kNominalRate; }

  Duration propagation(const Link& link) const override {
    return std::chrono::duration_cast<Duration>(
        std::chrono::duration<double>(kDistance.of(link.own).value / kLightSpeed));
  }

  Pace pace(const Link&, bool) const override {
    return {{kCarriedShare * kNominalRate.value}, nullptr, std::nullopt, {}};
  }

  /// Beacons and retries take as long to simulate as they last.
  Duration patience() const override { return std::chrono::seconds(30); }

  std::unique_ptr<PacketLink> install(const Link& link, const PacketLinkSite& site) const override {
    return std::make_unique<WifiLink>(link, kDistance.of(link.own), kStations.of(link.own), site);
  }
};

}  // namespace

const LinkKind& wifi_kind() {
  static const WifiKind kind;
  return kind;
}

}  // namespace tiersim
