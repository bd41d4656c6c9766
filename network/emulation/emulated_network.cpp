#include "network/emulation/emulated_network.h"

#include <algorithm>
#include <chrono>

#include "network/emulation/emulation_limits.h"
#include "network/emulation/host.h"
#include "network/emulation/kernel_link.h"
#include "network/emulation/ns3_link.h"
#include "network/emulation/probe.h"

namespace tiersim {
namespace {

std::unique_ptr<EmulatedLink> make_link(LinkBackEnd back_end, const EmulatedLinkSite& site) {
  if (back_end == LinkBackEnd::kernel) return std::make_unique<KernelLink>(site);
  return std::make_unique<Ns3Link>(site);
}

LinkLag together(const LinkLag& a, const LinkLag& b) {
  const std::int64_t packets = a.packets + b.packets;
  const Duration sum = a.packets * a.mean + b.packets * b.mean;
  return {packets, a.late + b.late, packets > 0 ? sum / packets : Duration{0},
          std::max(a.maximum, b.maximum)};
}

/// The link that a probe measures: its rates stay, and nobody else uses it.
Link steady(Link link) {
  for (const bool up : {true, false}) {
    const BitsPerSecond rate = link.kind->long_run_rate(link, up);
    (up ? link.up : link.down) = rate;
  }
  link.up_trace = link.down_trace = nullptr;
  link.background = {};
  return link;
}

}  // namespace

class EmulatedNetwork::Impl {
 public:
  Impl(const Topology& topology, const Transport& transport, LinkBackEnd back_end,
       std::uint64_t seed)
      : topology_(topology) {
    const KernelAbilities abilities =
        back_end == LinkBackEnd::kernel ? kernel_abilities() : KernelAbilities{};
    refuse_unemulated(topology, back_end, abilities);
    hosts_ = make_hosts(topology);
    for (std::size_t i = 0; i < topology.links.size(); ++i) {
      const TopologyLink& link = topology.links[i];
      links_.push_back(make_link(
          back_end, {hosts_[link.near], hosts_[link.far], i, link_name(topology, link), seed}));
    }
    for (const Host& host : hosts_) host.add_routes(topology, transport);
    begin(steady);
  }

  const Host& host(std::size_t place) const { return hosts_.at(place); }

  std::vector<LinkCheck> probe() {
    begin(steady);
    std::vector<LinkCheck> checks;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const TopologyLink& joined = topology_.links[i];
      checks.push_back(probe_link(hosts_[joined.near], hosts_[joined.far], steady(joined.link)));
      LinkCheck& check = checks.back();
      check.link = i;
      check.name = link_name(topology_, joined);
      if (!check.problem.empty()) check.problem = check.name + ": " + check.problem;
    }
    return checks;
  }

  void start() {
    begin([](const Link& link) { return link; });
  }

  LinkLag lag() const {
    LinkLag all;
    for (const auto& link : links_) all = together(all, link->lag());
    return all;
  }

  std::string problem() const {
    for (const auto& link : links_)
      if (std::string found = link->problem(); !found.empty()) return found;
    return {};
  }

 private:
  /// All links begin together as `form` of what the topology says.
  void begin(const std::function<Link(const Link&)>& form) {
    for (std::size_t i = 0; i < links_.size(); ++i)
      links_[i]->prepare(form(topology_.links[i].link));
    for (const auto& link : links_) link->begin();
  }

  const Topology topology_;
  std::vector<Host> hosts_;
  std::vector<std::unique_ptr<EmulatedLink>> links_;
};

EmulatedNetwork::EmulatedNetwork(const Topology& topology, const Transport& transport,
                                 LinkBackEnd back_end, std::uint64_t seed)
    : impl_(std::make_unique<Impl>(topology, transport, back_end, seed)) {}
EmulatedNetwork::~EmulatedNetwork() = default;

std::string EmulatedNetwork::address(std::size_t place) const {
  return impl_->host(place).address();
}
int EmulatedNetwork::namespace_fd(std::size_t place) const {
  return impl_->host(place).network().fd();
}
void EmulatedNetwork::run_inside(std::size_t place, const std::function<void()>& work) const {
  impl_->host(place).network().run_inside(work);
}

std::vector<LinkCheck> EmulatedNetwork::probe() { return impl_->probe(); }
void EmulatedNetwork::start() { impl_->start(); }
LinkLag EmulatedNetwork::lag() const { return impl_->lag(); }
std::string EmulatedNetwork::problem() const { return impl_->problem(); }

}  // namespace tiersim
