#include "scenarios/study/imported_profiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/content_key.h"
#include "sim/base/quantile.h"

namespace tiersim {

bool ImportedVariant::is_split() const {
  return std::any_of(stages.begin(), stages.end(),
                     [](const auto& item) { return item.first.first == 1; });
}

const ImportedVariant* ImportedProfiles::variant(const std::string& subject,
                                                 const std::string& operator_name) const {
  const auto found = variants.find({subject, operator_name});
  return found == variants.end() ? nullptr : &found->second;
}

const ImportedStage* ImportedProfiles::stage(const std::string& subject,
                                             const std::string& operator_name, int stage,
                                             const std::string& tier) const {
  const ImportedVariant* known = variant(subject, operator_name);
  if (!known) return nullptr;
  const auto found = known->stages.find({stage, tier});
  return found == known->stages.end() ? nullptr : &found->second;
}

bool ImportedProfiles::has_subject(const std::string& subject) const {
  return std::any_of(variants.begin(), variants.end(),
                     [&](const auto& item) { return item.first.first == subject; });
}

bool ImportedProfiles::has_operator(const std::string& operator_name) const {
  return std::any_of(variants.begin(), variants.end(),
                     [&](const auto& item) { return item.first.second == operator_name; });
}

StageProfile imported_profile(const ImportedProfiles& imported, const std::string& subject,
                              const std::string& operator_name, int stage,
                              const TierSettings& tier) {
  const ImportedStage& from = *imported.stage(subject, operator_name, stage, tier.name);
  StageProfile profile;
  profile.subject = subject;
  profile.operator_name = operator_name;
  profile.stage = stage;
  profile.tier = tier.name;
  profile.mechanism = "imported";
  profile.source =
      fmt::format("{}, lines {} to {}", imported.file, from.first_line, from.last_line);
  profile.requested_cpu_share = profile.achieved_cpu_share = std::nan("");
  profile.disturbed = std::nan("");
  profile.threads = -1;
  profile.unthrottled = profile.cpu_per_inference = {-1};
  profile.peak_memory = {-1};
  profile.service = from.service;
  profile.load = from.load;
  std::string content;
  for (const auto* times : {&from.service, &from.load})
    for (const MeasuredTime time : *times) content += std::to_string(time.ns) + " ";
  profile.key =
      content_key({"imported", subject, operator_name, std::to_string(stage), tier.name, content});
  const double error = estimate_quantile(profile.service, 0.5).relative_error();
  profile.stable = error <= kStableMedian;
  if (!profile.stable)
    profile.reason = std::isinf(error)
                         ? fmt::format("its median cannot be known from {} sample{}",
                                       from.service.size(), from.service.size() == 1 ? "" : "s")
                         : fmt::format("its median is known within {:.1f} % only, from {} samples",
                                       100 * error, from.service.size());
  return profile;
}

}  // namespace tiersim
