#include "scenarios/run/scenario/live_tiers.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/measure/cpu_share.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/measure/stage_crew.h"

namespace tiersim {

LiveTiers::LiveTiers(const ExpandedStudy& study, const ScenarioPlan& plan,
                     const VariantRecord& variant) {
  for (const std::string& name : tiers_of(plan.deployment)) {
    Tier tier;
    tier.profile = study.points[plan.point].study.tiers.at(name);
    const protocol::LoadRequest request{variant, static_cast<int>(tiers_.size()), tier.profile,
                                        model_of(study, plan.subject), 0};
    tier.process = std::make_unique<TierProcess>();
    tier.loaded = load_stage(*tier.process, request);
    tiers_.push_back(std::move(tier));
  }
}

LiveCompute::Answer LiveTiers::compute(std::size_t stage, std::int64_t sample) {
  Tier& tier = tiers_.at(stage);
  const std::vector<std::uint8_t> input = stage == 0 ? std::vector<std::uint8_t>{} : sent_on_;
  const protocol::LiveAnswer answer = protocol::live_answer_from(tier.process->ask(
      {{"request", "infer"}, {"sample", sample}, {"input", nlohmann::json::binary(input)}}));
  tier.cpu.ns += answer.cpu.ns;
  tier.wall.ns += answer.service.ns;
  ++tier.requests;
  sent_on_ = answer.output;
  return {Duration(answer.service.ns), static_cast<int>(answer.prediction)};
}

std::string LiveTiers::problem() const {
  for (const Tier& tier : tiers_) {
    if (!missed_share(tier.cpu, tier.wall, tier.requests, tier.loaded.cpus)) continue;
    return fmt::format(
        "{} computed with {:.1f} % of a core instead of {:.1f} % (run on a quieter machine)",
        tier.profile.name,
        100 * static_cast<double>(tier.cpu.ns) / static_cast<double>(tier.wall.ns),
        100 * tier.loaded.cpus);
  }
  return "";
}

double LiveTiers::energy_of_request() const {
  double total = 0;
  for (const Tier& tier : tiers_) {
    const auto requests = static_cast<std::int64_t>(std::max<std::size_t>(1, tier.requests));
    total += energy_of({tier.cpu.ns / requests}, tier.profile);
  }
  return total;
}

}  // namespace tiersim
