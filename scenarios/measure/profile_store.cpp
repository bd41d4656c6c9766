#include "scenarios/measure/profile_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/cache.h"
#include "sim/base/content_key.h"
#include "sim/base/sealed_text.h"

namespace tiersim {
namespace {

using nlohmann::json;

constexpr int kVersion = 2;  // of the way of measuring, and of these files

std::filesystem::path path_of(const std::string& key) {
  static const std::filesystem::path folder = cache_subfolder("profiles");
  return folder / (key + ".json");
}

json to_json(const Launch& launch) {
  protocol::Samples samples;
  samples.service = launch.service;
  samples.cpu = launch.cpu;
  samples.wall = launch.wall;
  return {{"loaded", protocol::to_json(launch.loaded)},
          {"samples", protocol::to_json(samples)},
          {"slices", launch.slices},
          {"disturbed", launch.disturbed},
          {"left_out", launch.left_out}};
}

/// Whether such times are possible.
bool is_possible(const ProfileDraft& draft) {
  const auto positive = [](MeasuredTime time) { return time.ns > 0; };
  for (const Launch& launch : draft.launches) {
    if (!std::all_of(launch.service.begin(), launch.service.end(), positive)) return false;
    if (!positive(launch.cpu) || !positive(launch.wall) || launch.slices < 1) return false;
    if (launch.loaded.threads < 1 || !(launch.loaded.cpus > 0)) return false;
  }
  return std::all_of(draft.cold.begin(), draft.cold.end(),
                     [&](const protocol::ColdStart& start) { return positive(start.load); });
}

Launch launch_from(const json& value) {
  const protocol::Samples samples = protocol::samples_from(value.at("samples"));
  return {protocol::loaded_stage_from(value.at("loaded")),
          samples.service,
          samples.cpu,
          samples.wall,
          value.at("slices"),
          value.at("disturbed"),
          value.at("left_out")};
}

}  // namespace

std::string profile_key(const protocol::LoadRequest& request, const std::string& cpu_model,
                        const std::string& libtorch_version, int kernel_revision) {
  const TierSettings& tier = request.tier;
  std::vector<std::string> parts{fmt::format("profile {}", kVersion),
                                 request.variant.key,
                                 std::to_string(request.stage),
                                 tier.name,
                                 std::to_string(tier.cores),
                                 fmt::format("{}", tier.cpu_share.value),
                                 std::to_string(tier.memory.value),
                                 std::to_string(tier.workers),
                                 cpu_model,
                                 libtorch_version,
                                 std::to_string(kernel_revision)};
  if (tier.batch > 1) parts.push_back(fmt::format("batches of {}", tier.batch));
  return content_key(parts);
}

ProfileDraft recall_profile(const protocol::LoadRequest& request, const std::string& key) {
  if (!std::filesystem::exists(path_of(key))) return {};
  ProfileDraft draft;
  try {
    const auto text = unseal(key, read_bytes(path_of(key)));
    if (!text) return {};
    const json stored = json::parse(*text);
    for (const json& launch : stored.at("launches")) draft.launches.push_back(launch_from(launch));
    for (const json& start : stored.at("cold_starts"))
      draft.cold.push_back(protocol::cold_start_from(start));
  } catch (const json::exception&) {
    return {};
  }
  if (!is_possible(draft)) return {};
  // A launch that was interrupted is measured again.
  auto& launches = draft.launches;
  launches.erase(std::remove_if(launches.begin(), launches.end(),
                                [](const Launch& l) { return !l.is_full(); }),
                 launches.end());
  if (!draft.has_enough_samples()) return draft;
  if (draft.is_disturbed() || !to_profile(draft, request, key).valid) return {};
  return draft;
}

void keep_profile(const ProfileDraft& draft, const std::string& key) {
  json launches = json::array(), cold = json::array();
  for (const Launch& launch : draft.launches) launches.push_back(to_json(launch));
  for (const protocol::ColdStart& start : draft.cold) cold.push_back(protocol::to_json(start));
  write_bytes(path_of(key), seal(key, json{{"launches", launches}, {"cold_starts", cold}}.dump()));
}

}  // namespace tiersim
