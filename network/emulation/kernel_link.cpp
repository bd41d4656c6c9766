#include "network/emulation/kernel_link.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "network/emulation/iproute.h"
#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

constexpr std::int64_t kEthernetHeader = 14, kIpPacket = 1500;  // bytes
/// Tokens that come within this time are not lost if the kernel's timer is late.
constexpr double kTimerDelay = 0.001;  // seconds
/// A bucket's tokens are spent at once at rates that no timer can pace.
constexpr double kFastestPeak = 1e9;           // bit/s
constexpr std::int64_t kInFlight = 1'000'000;  // packets that netem may hold: never full

std::int64_t bytes_of_timer(double rate) {
  return static_cast<std::int64_t>(rate * kTimerDelay / 8);
}

std::string bucket_commands(const Link& link, bool up, const std::string& device,
                            const std::string& parent) {
  const double rate = (up ? link.up : link.down).value;
  const std::int64_t framing = link.burst ? 0 : kFraming;
  const std::int64_t burst =
      link.burst ? link.burst->value : kIpPacket + framing + bytes_of_timer(rate);
  std::string peak;
  if (link.burst && link.peak.value < kFastestPeak)
    peak = fmt::format(" peakrate {:.0f}bit mtu {}", link.peak.value,
                       kIpPacket + bytes_of_timer(link.peak.value));
  const char* queue = link.discipline == Link::Discipline::fq_codel ? "fq_codel" : "pfifo";
  // `limit` is that of a queue that the next command replaces.
  return fmt::format(
      "qdisc add dev {0} {1} handle 2: stab overhead {2} linklayer ethernet tbf rate {3:.0f}bit "
      "burst {4} limit {4}{5}\n"
      "qdisc add dev {0} parent 2:1 {6} limit {7}\n",
      device, parent, framing - kEthernetHeader, rate, burst, peak, queue, link.queue);
}

std::string netem_loss(const Link& link) {
  if (link.loss.value <= 0) return "";
  const double percent = 100 * link.loss.value;
  if (link.loss_burst <= 1) return fmt::format(" loss {:.6f}%", percent);
  // Gilbert's model (network/packet/burst_loss.h): left with 1 / burst, entered so often that the
  // share is lost.
  const double leave = 1 / link.loss_burst;
  const double enter = leave * link.loss.value / (1 - link.loss.value);
  return fmt::format(" loss gemodel {:.6f}% {:.6f}%", 100 * std::min(1.0, enter), 100 * leave);
}

/// A locally administered address.
std::string hardware_address(std::size_t link, bool near) {
  return fmt::format("02:00:00:00:{:02x}:{:02x}", link & 0xff, near ? 0 : 1);
}

}  // namespace

std::string queueing_commands(const Link& link, bool up, const std::string& device) {
  if (link.delay.count() == 0 && link.loss.value <= 0)
    return bucket_commands(link, up, device, "root");
  return fmt::format("qdisc add dev {} root handle 1: netem limit {} delay {}us{}\n", device,
                     kInFlight,
                     std::chrono::duration_cast<std::chrono::microseconds>(link.delay).count(),
                     netem_loss(link)) +
         bucket_commands(link, up, device, "parent 1:1");
}

KernelLink::KernelLink(const EmulatedLinkSite& site) : site_(site) {
  const std::string device = link_device(site.number);
  // Each packet is to pass the bucket alone: no large segments.
  const auto end = [&](bool near) {
    return fmt::format("name {} address {} gso_max_segs 1", device,
                       hardware_address(site.number, near));
  };
  const auto neighbour = [&](const Host& host, bool near) {
    // Known beforehand: asking for it would take a round trip.
    return fmt::format("link set {0} up\nneighbour add {1} lladdr {2} dev {0} nud permanent\n",
                       device, host.address(), hardware_address(site.number, near));
  };
  site.near.network().run_inside([&] {
    run_ip(fmt::format("link add {} type veth peer {} netns /proc/{}/fd/{}\n", end(true),
                       end(false), getpid(), site.far.network().fd()) +
           neighbour(site.far, false));
  });
  site.far.network().run_inside([&] { run_ip(neighbour(site.near, true)); });
}

void KernelLink::prepare(const Link& link) {
  const std::string device = link_device(site_.number);
  const std::string clear = shaped_ ? fmt::format("qdisc del dev {} root\n", device) : "";
  site_.near.network().run_inside([&] { run_tc(clear + queueing_commands(link, true, device)); });
  site_.far.network().run_inside([&] { run_tc(clear + queueing_commands(link, false, device)); });
  shaped_ = true;
}

}  // namespace tiersim
