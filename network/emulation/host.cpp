#include "network/emulation/host.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "network/emulation/iproute.h"
#include "network/packet/linux_defaults.h"

namespace tiersim {
namespace {

constexpr int kFirstWindow = 10;  // packets; RFC 6928

constexpr std::uint64_t kBufferWithoutLinks = 512 * 1024;  // bytes

/// Linux counts the memory of packets, which is up to twice their bytes.
constexpr std::uint64_t kMemoryOfByte = 2;

void set_kernel(const std::string& name, const std::string& value) {
  const std::string path = "/proc/sys/net/" + name;
  std::ofstream file(path);
  file << value << std::flush;
  if (!file)
    throw std::runtime_error(fmt::format(
        "cannot write {} (run as root; a container needs a /proc/sys that can be written)", path));
}

/// What the packet network assumes (network/packet/linux_defaults.h), where a machine may differ.
void set_tcp(std::uint64_t buffer) {
  // Linux remembers the slow-start threshold of a destination. It would end the slow start of the
  // next connection early.
  set_kernel("ipv4/tcp_no_metrics_save", "1");
  set_kernel("ipv4/tcp_slow_start_after_idle", "1");
  set_kernel("ipv4/tcp_ecn", "0");
  set_kernel("ipv4/tcp_sack", "1");
  set_kernel("ipv4/tcp_timestamps", "1");
  set_kernel("ipv4/tcp_window_scaling", "1");
  set_kernel("ipv4/tcp_syn_retries", "6");
  set_kernel("ipv4/tcp_retries2", "15");
  const std::uint64_t most = kMemoryOfByte * buffer;
  set_kernel("ipv4/tcp_wmem", fmt::format("4096 16384 {}", most));
  set_kernel("ipv4/tcp_rmem", fmt::format("4096 131072 {}", most));
}

const char* kernel_name(Transport::CongestionControl control) {
  return control == Transport::CongestionControl::cubic ? "cubic" : "reno";
}

/// The path between two places. Both directions take the same one.
std::optional<std::vector<Topology::Hop>> path_between(const Topology& topology, std::size_t from,
                                                       std::size_t to) {
  try {
    std::vector<Topology::Hop> path = topology.path(std::min(from, to), std::max(from, to));
    if (from < to) return path;
    std::reverse(path.begin(), path.end());
    for (Topology::Hop& hop : path) hop.up = !hop.up;
    return path;
  } catch (const std::out_of_range&) {
    return {};
  }
}

std::uint64_t largest_buffer(const Topology& topology, std::size_t from) {
  std::uint64_t largest = kBufferWithoutLinks;
  for (std::size_t to = 0; to < topology.places.size(); ++to) {
    const auto path = path_between(topology, from, to);
    if (path && !path->empty()) largest = std::max(largest, buffer_size(topology, *path));
  }
  return largest;
}

}  // namespace

std::string host_address(std::size_t place) { return fmt::format("172.31.0.{}", place + 1); }

std::string link_device(std::size_t link) { return fmt::format("link{}", link); }

Host::Host(std::size_t place, std::uint64_t buffer) : place_(place), address_(host_address(place)) {
  network_.run_inside([&] {
    set_kernel("ipv4/ip_forward", "1");
    set_tcp(buffer);
    // IPv6 would send packets of its own over the links.
    if (access("/proc/sys/net/ipv6/conf/default/disable_ipv6", F_OK) == 0)
      for (const char* devices : {"all", "default"})
        set_kernel(fmt::format("ipv6/conf/{}/disable_ipv6", devices), "1");
    run_ip(fmt::format("link set lo up\naddress add {}/32 dev lo\n", address_));
  });
}

void Host::add_routes(const Topology& topology, const Transport& transport) const {
  std::string commands;
  for (std::size_t to = 0; to < topology.places.size(); ++to) {
    const auto path = path_between(topology, place_, to);
    if (!path || path->empty()) continue;
    const Topology::Hop& hop = path->front();
    const TopologyLink& link = topology.links[hop.link];
    // A route names the congestion control of its connections, whichever is the kernel's default.
    commands += fmt::format("route add {}/32 via {} dev {} onlink src {} initcwnd {} congctl {}\n",
                            host_address(to), host_address(hop.up ? link.far : link.near),
                            link_device(hop.link), address_, kFirstWindow,
                            kernel_name(transport.congestion_control));
  }
  if (!commands.empty()) network_.run_inside([&] { run_ip(commands); });
}

std::vector<Host> make_hosts(const Topology& topology) {
  std::vector<Host> hosts;
  for (std::size_t place = 0; place < topology.places.size(); ++place)
    hosts.emplace_back(place, largest_buffer(topology, place));
  return hosts;
}

}  // namespace tiersim
