#include "scenarios/study/tables/goal.h"

#include "models/catalog/catalog.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

// A smaller share or energy is no goal, and the relative distance to 0 is not defined.
constexpr double kLeastAccuracy = 1e-4;
constexpr Joules kLeastEnergy{1e-6}, kMostEnergy{1e6};

Key<Goal> latency_key(const std::string& name, std::optional<Duration> Goal::*member,
                      const std::string& meaning, const std::string& example) {
  return key<Goal>(name, member, duration(1ns, 24h), meaning, {example});
}

Key<Goal> prefer_key() {
  std::vector<std::pair<std::string, std::string>> tiers;
  for (const CatalogEntry& tier : known_tiers()) tiers.emplace_back(tier.name, tier.name);
  return key<Goal>("prefer", &Goal::prefer, one_of<std::string>(tiers),
                   "Of the scenarios that meet the goal, those that compute on this tier come "
                   "first. A deployment of the study must compute there.",
                   {"mobile"})
      .without_default()
      .printed_if([](const Goal& goal) { return !goal.prefer.empty(); });
}

void check_asked(const Value& value, Goal& goal) {
  if ((value.given() || !goal.prefer.empty()) && !goal.is_asked())
    value.fail("has no limit (add e.g. p99: 150 ms, or leave the goal out)");
}

}  // namespace

const KeyTable<Goal>& goal_keys() {
  static const KeyTable<Goal> table = [] {
    KeyTable<Goal> goal({
        latency_key("p99", &Goal::p99, "The longest 99th percentile of the latency.", "150 ms"),
        latency_key("p95", &Goal::p95, "The longest 95th percentile of the latency.", "100 ms"),
        latency_key("median", &Goal::median, "The longest median of the latency.", "50 ms"),
        key<Goal>("accuracy", &Goal::accuracy, share(kLeastAccuracy, 1),
                  "The least top-1 accuracy. An unknown accuracy does not meet it.", {"90 %"}),
        key<Goal>("energy", &Goal::energy, energy(kLeastEnergy, kMostEnergy),
                  "The most energy of one request, by the energy model (`power` of the tiers). An "
                  "unknown energy does not meet it.",
                  {"50 mJ"}),
        prefer_key(),
    });
    goal.check = check_asked;
    goal.rules = Json::parse(R"({"anyOf": [{"required": ["p99"]}, {"required": ["p95"]},
        {"required": ["median"]}, {"required": ["accuracy"]}, {"required": ["energy"]}]})");
    return goal;
  }();
  return table;
}

}  // namespace tiersim
