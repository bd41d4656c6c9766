#pragma once

#include <string>
#include <tuple>

#include "sim/records/tier_settings.h"
#include "sim/records/variant_id.h"

namespace tiersim {

/// Identifies a measurement: which stage of which variant was measured on which tier with which
/// settings. The power of the tier is not compared, because it changes no measurement.
struct ProfileId {
  VariantId variant;
  int stage{0};
  TierSettings tier;

  /// Returns a tuple of all values that identify the measurement, for comparisons.
  auto key() const {
    return std::tie(variant.subject, variant.operator_name, stage, tier.name, tier.cpu_share.value,
                    tier.cores, tier.memory.value, tier.workers, tier.batch);
  }
  friend bool operator==(const ProfileId& a, const ProfileId& b) { return a.key() == b.key(); }
  friend bool operator<(const ProfileId& a, const ProfileId& b) { return a.key() < b.key(); }
};

}  // namespace tiersim
