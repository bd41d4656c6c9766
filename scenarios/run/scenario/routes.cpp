#include "scenarios/run/scenario/routes.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "scenarios/run/scenario/request_path.h"

namespace tiersim {

Route route_of_scenario(const ExpandedStudy& study, std::size_t id) {
  const ScenarioPlan& plan = study.scenarios[id];
  const Study& settings = study.points[plan.point].study;
  const RequestPath path = request_path(settings, plan.deployment);
  return route_of(path.journey, path.origin);
}

Routes::Routes(const ExpandedStudy& study) {
  // Routed requests stop at the tiers alone. Where messages are stored on their way depends on the
  // links of the sweep point.
  using Key = std::tuple<std::string, std::string, std::optional<std::size_t>>;
  std::map<Key, std::size_t> known;
  for (std::size_t id = 0; id < study.scenarios.size(); ++id) {
    const ScenarioPlan& plan = study.scenarios[id];
    const Study& settings = study.points[plan.point].study;
    const auto point = settings.store_and_forward ? std::optional(plan.point) : std::nullopt;
    const auto [found, is_new] =
        known.try_emplace({plan.deployment, origin_of(settings), point}, different_.size());
    if (is_new) different_.push_back(route_of_scenario(study, id));
    of_scenario_.push_back(found->second);
  }
}

}  // namespace tiersim
