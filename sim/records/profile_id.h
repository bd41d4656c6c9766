#pragma once

#include <string>
#include <tuple>

#include "sim/records/tier_settings.h"
#include "sim/records/variant_id.h"

namespace tiersim {

/// Names a measurement: a stage of a variant on a tier at its settings. The tier's power does not
/// count: it changes no measurement.
struct ProfileId {
  VariantId variant;
  int stage{0};
  TierSettings tier;

  auto key() const {
    return std::tie(variant.subject, variant.operator_name, stage, tier.name, tier.cpu_share.value,
                    tier.cores, tier.memory.value, tier.workers, tier.batch);
  }
  friend bool operator==(const ProfileId& a, const ProfileId& b) { return a.key() == b.key(); }
  friend bool operator<(const ProfileId& a, const ProfileId& b) { return a.key() < b.key(); }
};

}  // namespace tiersim
