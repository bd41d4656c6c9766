#include "scenarios/run/emulation/tier_services.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "models/service/serving/service_settings.h"
#include "scenarios/measure/measured_study.h"

namespace tiersim {
namespace {

/// Gives each place cores of its own as long as there are any, from the last one down: the clients
/// and the links use the first ones.
class CoreGiver {
 public:
  CoreGiver() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    sched_getaffinity(0, sizeof allowed, &allowed);
    for (int core = 0; core < CPU_SETSIZE; ++core)
      if (CPU_ISSET(core, &allowed)) cores_.push_back(core);
  }

  cpu_set_t next(int count) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    for (int i = 0; i < count; ++i) {
      CPU_SET(cores_[cores_.size() - 1 - given_ % cores_.size()], &cores);
      ++given_;
    }
    return cores;
  }

 private:
  std::vector<int> cores_;
  std::size_t given_{0};
};

service::QueueRules rules_of(const QueueSettings& settings) {
  return {settings.limit, settings.batch, settings.batch_wait};
}

}  // namespace

TierServices::TierServices(const ExpandedStudy& study, std::size_t id,
                           const ResolvedScenario& resolved, const EmulatedNetwork& network) {
  const ScenarioPlan& plan = study.scenarios[id];
  const Study& settings = study.points[plan.point].study;
  const Scenario& scenario = resolved.scenario;
  endpoints_.origin = scenario.origin;
  std::map<std::string, int> stage_of;  // of each place that needs a service; -1: it only relays
  for (const Stop& stop : scenario.journey) {
    int& stage = stage_of.try_emplace(stop.place, -1).first->second;
    stage = std::max(stage, stop.stage);
  }
  std::uint16_t number = endpoints_.client.number;
  CoreGiver cores;
  for (const auto& [place, stage] : stage_of) {
    const std::size_t host = resolved.topology.place(place);
    service::ServiceSettings service;
    service.peers.endpoint = ++number;
    service.peers.listen = service::parse_address(network.address(host) + ":0");
    service.cold_start = scenario.cold_start;
    if (stage >= 0) {
      service.rules = rules_of(scenario.queues.at(static_cast<std::size_t>(stage)));
      service.stage = protocol::LoadRequest{*scenario.variant, stage, settings.tiers.at(place),
                                            model_of(study, plan.subject), 0};
    }
    const cpu_set_t own = cores.next(stage >= 0 ? settings.tiers.at(place).cores : 1);
    auto process = std::make_unique<TierProcess>("service", [&] {
      network.enter(host)();
      if (sched_setaffinity(0, sizeof own, &own) != 0) _exit(127);
    });
    nlohmann::json request = service::to_json(service);
    request["request"] = "serve";
    const service::ServiceStarted started = service::service_started_from(process->ask(request));
    endpoints_.tiers[place] = {number, started.address};
    processes_[place] = std::move(process);
  }
}

}  // namespace tiersim
