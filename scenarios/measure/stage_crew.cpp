#include "scenarios/measure/stage_crew.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.h"

namespace tiersim {
namespace {

using nlohmann::json;

constexpr double kSliceSeconds = 0.5;
constexpr std::int64_t kMostOfSlice = 50;  // samples
constexpr std::int64_t kInputsOfWorker = 200;

json as(const char* kind, json request) {
  request["request"] = kind;
  return request;
}

/// Turns TierStarved into a UserError that names the tier's setting.
template <typename Work>
auto of_tier(const TierSettings& tier, const Work& work) {
  try {
    return work();
  } catch (const TierStarved& problem) {
    throw UserError(fmt::format("tiers.{}.memory: {} is too little: {} (give the tier more memory)",
                                tier.name, to_string(tier.memory), problem.what()));
  }
}

}  // namespace

StageCrew::StageCrew(const protocol::LoadRequest& request) : tier_(request.tier) {
  of_tier(request.tier, [&] {
    for (int worker = 0; worker < request.tier.workers; ++worker) {
      workers_.push_back(std::make_unique<TierProcess>());
      protocol::LoadRequest own = request;
      own.first_input += worker * kInputsOfWorker;
      // They load one after the other, so that each measures its own speed while it warms up.
      loaded_ =
          protocol::loaded_stage_from(workers_.back()->ask(as("load", protocol::to_json(own))));
    }
  });
}

protocol::Samples StageCrew::next_slice() {
  const double expected = std::max(1e-6, static_cast<double>(loaded_.expected.ns) / 1e9);
  const std::int64_t count = std::clamp(static_cast<std::int64_t>(kSliceSeconds / expected),
                                        std::int64_t{1}, kMostOfSlice);
  for (const auto& worker : workers_)
    worker->send({{"request", "sample"}, {"first", taken_}, {"count", count}});
  taken_ += count;
  protocol::Samples all;
  for (const auto& worker : workers_) {
    const protocol::Samples part =
        of_tier(tier_, [&] { return protocol::samples_from(worker->receive()); });
    all.service.insert(all.service.end(), part.service.begin(), part.service.end());
    all.cpu.ns += part.cpu.ns;
    all.wall.ns += part.wall.ns;
    all.waited.ns += part.waited.ns;
    all.stolen.ns += part.stolen.ns;
    all.elapsed.ns += part.elapsed.ns;
  }
  return all;
}

protocol::LoadedStage load_stage(TierProcess& process, const protocol::LoadRequest& request) {
  return of_tier(request.tier, [&] {
    return protocol::loaded_stage_from(process.ask(as("load", protocol::to_json(request))));
  });
}

protocol::ColdStart start_cold(const protocol::LoadRequest& request) {
  return of_tier(request.tier, [&] {
    TierProcess process;
    json message = as("cold start", protocol::to_json(request));
    message["spawned_ns"] = process.spawned().ns;
    return protocol::cold_start_from(process.ask(message));
  });
}

}  // namespace tiersim
