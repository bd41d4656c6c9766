#include "network/emulation/emulation_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "network/emulation/iproute.h"
#include "network/emulation/network_namespace.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

bool has_discipline(const char* name) {
  try {
    run_tc(fmt::format("qdisc add dev lo root {0}\nqdisc del dev lo root\n", name));
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

/// Refuses settings of one link.
class Refusal {
 public:
  explicit Refusal(std::string name) : name_(std::move(name)) {}

  [[noreturn]] void refuse(const std::string& key, const std::string& problem) const {
    throw UserError(fmt::format("links.{}{}: {}", name_, key.empty() ? "" : "." + key, problem));
  }
  void refuse_if(bool wanted, const char* key, const char* problem) const {
    if (wanted) refuse(key, fmt::format("{} (write emulate.links: ns3)", problem));
  }

 private:
  std::string name_;
};

void refuse_any(const Refusal& of, const Link& link) {
  if (link.kind->is_access_only())
    of.refuse("kind", fmt::format("{} cannot be emulated (use a wire)", link.kind->title()));
  for (const bool up : {true, false})
    if (link.kind->is_closed(link, up))
      of.refuse("", fmt::format("lets nothing pass {} (give it a rate above 0 Mbps)",
                                up ? "up" : "down"));
}

void refuse_ns3(const Refusal& of, const Link& link) {
  for (const bool up : {true, false}) {
    const BitsPerSecond rate = link.kind->long_run_rate(link, up);
    if (rate.value > kFastestNs3Link.value)
      of.refuse("", fmt::format("{} is more than ns-3 follows in real time (at most {}, or write "
                                "emulate.links: kernel)",
                                to_string(rate), to_string(kFastestNs3Link)));
  }
}

void refuse_kernel(const Refusal& of, const Link& link, const KernelAbilities& has) {
  of.refuse_if(link.up_trace || link.down_trace, "trace", "a link of the kernel has a fixed rate");
  of.refuse_if(link.background.up.value > 0 || link.background.down.value > 0, "background",
               "a link of the kernel has no background traffic");
  of.refuse_if(link.jitter.count() > 0, "jitter",
               "the kernel's netem varies each packet's delay alone and changes their order");
  of.refuse_if(link.delay.count() > 0 && !has.netem, "delay",
               "this kernel delays no packets, because it has no netem");
  of.refuse_if(link.loss.value > 0 && !has.netem, "loss",
               "this kernel loses no packets, because it has no netem");
  of.refuse_if(link.discipline == Link::Discipline::fq_codel && !has.fq_codel, "discipline",
               "this kernel has no fq_codel");
}

}  // namespace

KernelAbilities kernel_abilities() {
  KernelAbilities abilities;
  NetworkNamespace().run_inside([&] {
    abilities.netem = has_discipline("netem");
    abilities.fq_codel = has_discipline("fq_codel");
  });
  return abilities;
}

void refuse_unemulated(const Topology& topology, LinkBackEnd back_end,
                       const KernelAbilities& abilities) {
  for (const TopologyLink& joined : topology.links) {
    const Refusal of(link_name(topology, joined));
    refuse_any(of, joined.link);
    if (back_end == LinkBackEnd::ns3)
      refuse_ns3(of, joined.link);
    else
      refuse_kernel(of, joined.link, abilities);
  }
}

std::string link_name(const Topology& topology, const TopologyLink& link) {
  return topology.places[link.near] + "-" + topology.places[link.far];
}

}  // namespace tiersim
