#include "scenarios/run/emulation/check_emulation.h"

#include <fmt/format.h>

#include <set>

#include "network/emulation/emulation_limits.h"
#include "network/emulation/emulation_rights.h"
#include "scenarios/measure/extrapolate.h"
#include "scenarios/terminal/tell.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

void check_network(const NetworkSettings& network) {
  if (network.transport.protocol == Transport::Protocol::udp)
    throw UserError("network.transport: udp cannot be emulated (write tcp)");
  if (network.transport.congestion_control == Transport::CongestionControl::newreno)
    throw UserError("network.congestion_control: Linux has no newreno (write cubic or linux-reno)");
}

/// All tiers of a deployment compute at the same time, each held to its share of its cores.
void check_cores(const Study& study, const std::string& deployment) {
  double cores = 0;
  for (const std::string& tier : tiers_of(deployment)) {
    const TierSettings& settings = study.tiers.at(tier);
    cores += settings.cores * settings.cpu_share.value;
  }
  const int has = host_cores();
  if (cores > has)
    throw UserError(fmt::format(
        "deployments: {}: its tiers need {:g} cores at the same time, this machine has {} (give "
        "them fewer cores, or simulate)",
        deployment, cores, has));
}

/// An emulated message between two halves of a model has a header, stamps and the tensor's shape.
constexpr Bytes kEnvelope{512};

}  // namespace

void check_emulation(const ExpandedStudy& study) {
  std::set<LinkBackEnd> back_ends;
  for (const SweepPoint& point : study.points) back_ends.insert(point.study.emulation.links);
  for (const LinkBackEnd back_end : back_ends)
    if (const std::string missing = missing_rights(back_end); !missing.empty())
      throw UserError(missing);
  const KernelAbilities abilities =
      back_ends.count(LinkBackEnd::kernel) > 0 ? kernel_abilities() : KernelAbilities{};
  for (const SweepPoint& point : study.points) {
    const Study& settings = point.study;
    if (settings.imported)
      throw UserError(
          "profiles: times that were measured elsewhere cannot be emulated: the real model has to "
          "compute (leave them out)");
    check_network(settings.network);
    refuse_unemulated(topology_of(settings), settings.emulation.links, abilities);
  }
  for (const ScenarioPlan& plan : study.scenarios)
    check_cores(study.points[plan.point].study, plan.deployment);
}

void tell_of_larger_messages(const ExpandedStudy& study) {
  for (const ScenarioPlan& plan : study.scenarios) {
    const Bytes envelope = study.points[plan.point].study.request.envelope;
    if (tiers_of(plan.deployment).size() < 2 || envelope.value >= kEnvelope.value) continue;
    return tell(
        fmt::format("request.envelope: {} is less than an emulated message between two halves of a "
                    "model needs (write {} to simulate messages of the same size)",
                    to_string(envelope), to_string(kEnvelope)));
  }
}

}  // namespace tiersim
