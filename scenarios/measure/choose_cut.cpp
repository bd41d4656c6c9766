#include "scenarios/measure/choose_cut.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "models/catalog/operator_spec.h"
#include "network/link/path_time.h"
#include "sim/base/error.h"
#include "sim/records/worker_share.h"

namespace tiersim {
namespace {

/// Seconds for each byte of a tensor between two tiers.
double seconds_per_byte(const Study& study, const std::string& first, const std::string& second) {
  constexpr Bytes kTensor{1'000'000};  // any large one: delays are the same for every cut
  const Topology topology = topology_of(study);
  const auto path = topology.path(topology.place(first), topology.place(second));
  const auto time_on = [&](const std::vector<Topology::Hop>& hops) {
    const MessageTimes times = path_time(topology, hops, kTensor, study.network.transport.protocol);
    return std::chrono::duration<double>(times.transmission).count() /
           static_cast<double>(kTensor.value);
  };
  if (!study.store_and_forward) return time_on(path);
  double total = 0;
  for (const Topology::Hop& hop : path) total += time_on({hop});
  return total;
}

double seconds(MeasuredTime time, const TierSettings& tier) {
  return static_cast<double>(time.ns) / 1e9 / worker_share(tier).speed();
}

}  // namespace

bool leaves_cut_open(const StudyOperator& study_operator) {
  const OperatorSpec* spec = study_operator.known();
  return spec && spec->splits() && spec->calls().back().setting("cut") == "auto";
}

OperatorSpec before_cut(const OperatorSpec& spec) {
  std::vector<OperatorCall> calls = spec.calls();
  calls.pop_back();
  return calls.empty() ? parse_operator("identity") : OperatorSpec(calls);
}

OperatorSpec with_cut(const OperatorSpec& spec, const std::string& layer) {
  std::vector<OperatorCall> calls = spec.calls();
  calls.back().settings["cut"] = layer;
  return OperatorSpec(calls);
}

const CutRecord& choose_cut(const std::vector<CutRecord>& cuts, const Study& study,
                            const std::string& deployment) {
  const std::vector<std::string> tiers = tiers_of(deployment);
  const TierSettings &first = study.tiers.at(tiers.at(0)), &second = study.tiers.at(tiers.at(1));
  const double per_byte = seconds_per_byte(study, tiers[0], tiers[1]);
  const auto cost = [&](const CutRecord& cut) {
    return seconds(cut.before, first) + static_cast<double>(cut.bytes.value) * per_byte +
           seconds(cut.after, second);
  };
  const CutRecord* best = nullptr;
  for (const CutRecord& cut : cuts) {
    if (cut.macs_before == 0 || cut.macs_after == 0) continue;
    if (!best || cost(cut) < cost(*best)) best = &cut;
  }
  if (!best) {
    throw UserError(
        "partition: the model has no place where one tensor alone is live and both halves compute "
        "(leave partition out)");
  }
  return *best;
}

}  // namespace tiersim
