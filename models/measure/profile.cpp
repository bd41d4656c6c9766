#include "models/measure/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <new>

#include "models/ir/executor.h"
#include "models/measure/pacer.h"
#include "models/measure/prepare.h"
#include "models/measure/process_limits.h"
#include "models/measure/sampler.h"
#include "models/measure/store.h"
#include "models/subjects/own_subject.h"
#include "models/subjects/subject_data.h"
#include "sim/content_key.h"
#include "sim/error.h"

namespace tiersim::models {
namespace {

// Of each process. 100 samples give the median within 1 % (see docs/adr/0003); a slow stage has to
// do with fewer. A median that is not known well by then gets three times the time, and more
// samples.
constexpr std::int64_t kServiceSamples = 200, kFewestSamples = 20, kMostSamples = 2000;
constexpr double kSamplingSeconds = 20, kMostSeconds = 60;
constexpr int kLoadSamples = 3;

std::string profile_key(const protocol::ProfileRequest& request) {
  const TierProfile& tier = request.tier;
  return content_key({"profile", request.variant.key, std::to_string(request.stage), tier.name,
                      std::to_string(tier.cores), fmt::format("{}", tier.cpu_share.value),
                      std::to_string(tier.memory.value), std::to_string(tier.workers), cpu_model(),
                      TORCH_VERSION, std::to_string(kKernelRevision),
                      std::to_string(kServiceSamples), std::to_string(kMostSamples),
                      std::to_string(request.process)});
}

/// What the stage reads, one tensor per sample: inputs, sent through the stages before it. Each
/// process has its own, where there are enough.
std::vector<at::Tensor> stage_inputs(const std::vector<Graph>& stages, int stage,
                                     const Subject& subject, int process) {
  std::vector<Executor> before(stages.begin(), stages.begin() + stage);
  std::vector<at::Tensor> inputs;
  const std::vector<at::Tensor> all =
      request_inputs(subject, protocol::kProfileProcesses * kServiceSamples);
  const auto count = static_cast<std::int64_t>(all.size());
  for (std::int64_t i = 0; i < std::min(count, kServiceSamples); ++i) {
    at::Tensor value = all[static_cast<std::size_t>((process * kServiceSamples + i) % count)];
    for (const Executor& executor : before) value = executor.run(value);
    inputs.push_back(stage > 0 ? value.clone(at::MemoryFormat::Preserve) : value);
  }
  return inputs;
}

/// Reading, packing and the first inference, past any exit, stretched by the share like everything
/// on the tier.
std::vector<MeasuredTime> sample_load_times(const protocol::ProfileRequest& request,
                                            const at::Tensor& input, double speed) {
  std::vector<MeasuredTime> times;
  for (int i = 0; i < kLoadSamples; ++i) {
    const Pacer pacer(speed);
    const MeasuredTime wall_before = wall_now(), cpu_before = cpu_now();
    const std::vector<Graph> stages = load_stages(request.variant);
    Executor(stages[static_cast<std::size_t>(request.stage)]).warm_up(input);
    pacer.wait_after({cpu_now().ns - cpu_before.ns}, [] {});
    times.push_back({wall_now().ns - wall_before.ns});
  }
  return times;
}

/// As many as fit into the time for sampling, at the tier's speed.
SamplingPlan affordable_samples(const Executor& executor, const at::Tensor& input, double speed) {
  executor.warm_up(input);  // packs the weights
  const MeasuredTime before = cpu_now();
  executor.run(input);
  const double seconds = static_cast<double>(cpu_now().ns - before.ns) / 1e9 / speed;
  const auto within = [&](double time, std::int64_t most) {
    return std::clamp(static_cast<std::int64_t>(time / std::max(seconds, 1e-9)), kFewestSamples,
                      most);
  };
  return {within(kSamplingSeconds, kServiceSamples), within(kMostSeconds, kMostSamples)};
}

StageProfile measure(const protocol::ProfileRequest& request, const std::string& key) {
  const TierProfile& tier = request.tier;
  const ThrottleRequest throttle{tier.cpu_share.value, tier.cores,
                                 threads_for(tier.cpu_share.value, tier.cores)};
  const double speed = reachable_share(throttle) * throttle.cores / throttle.threads;
  limit_process(tier);
  use_inference_settings(throttle.threads);

  const Subject subject =
      subject_of(request.variant.subject, request.model, [](const std::string&) {});
  auto watchdog = std::make_unique<Watchdog>();
  const std::vector<Graph> stages = load_stages(request.variant);
  if (request.stage < 0 || static_cast<std::size_t>(request.stage) >= stages.size()) {
    throw std::invalid_argument("no such stage");
  }
  const std::vector<at::Tensor> inputs =
      stage_inputs(stages, request.stage, subject, request.process);
  const Executor executor(stages[static_cast<std::size_t>(request.stage)]);
  const SamplingPlan plan = affordable_samples(executor, inputs[0], speed);
  watchdog.reset();
  Samples samples = sample_service_times(
      [&](std::int64_t i) { executor.run(inputs[static_cast<std::size_t>(i) % inputs.size()]); },
      plan, throttle);

  StageProfile profile;
  profile.subject = request.variant.subject;
  profile.composition = request.variant.composition;
  profile.stage = request.stage;
  profile.tier = tier.name;
  profile.key = key;
  profile.mechanism = samples.mechanism;
  profile.requested_cpu_share = tier.cpu_share.value;
  profile.achieved_cpu_share = samples.achieved_cpu_share;
  profile.threads = throttle.threads;
  profile.valid = samples.valid;
  profile.stable = samples.stable;
  profile.reason = samples.reason;
  profile.service = std::move(samples.service);
  profile.load = sample_load_times(request, inputs[0], speed);
  return profile;
}

}  // namespace

ProfileAnswer profile(const protocol::ProfileRequest& request, const Progress& progress) {
  const std::string key = profile_key(request);
  const std::filesystem::path folder = cache_subfolder("profiles");
  const std::filesystem::path path = folder / (key + ".json");
  if (std::filesystem::exists(path)) {
    try {
      return {protocol::profile_from(nlohmann::json::parse(read_bytes(path))), false};
    } catch (const nlohmann::json::exception&) {
      progress("the profile kept of it is damaged: measuring it again");
    }
  }
  try {
    StageProfile measured = measure(request, key);
    // What is not valid is told, not kept: the next run measures it again.
    if (measured.valid) write_bytes(path, protocol::to_json(measured).dump());
    return {std::move(measured), true};
  } catch (const std::bad_alloc&) {
    throw too_little_memory(request.tier);
  }
}

}  // namespace tiersim::models
