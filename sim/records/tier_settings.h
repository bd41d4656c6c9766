#pragma once

#include <limits>
#include <optional>
#include <string>
#include <tuple>

#include "sim/base/measured_time.h"
#include "sim/base/quantity.h"
#include "sim/records/field.h"

namespace tiersim {

/// The settings of a tier, as a study describes it.
struct TierSettings {
  std::string name;             ///< "mobile", "edge" or "cloud"
  int cores{1};                 ///< CPU cores of the tier
  Fraction cpu_share{1.0};      ///< CPU seconds per wall second and core, (0, 1]
  Bytes memory{4'000'000'000};  ///< limit of the address space of a process that computes
  int workers{1};               ///< processes that compute at the same time
  int batch{1};                 ///< most requests that a worker computes together
  std::optional<Watts> power;   ///< power of one busy core; empty if the study states none
};

/// The fields of TierSettings that messages between processes contain. The power is not sent,
/// because it changes no measurement.
inline constexpr auto kTierFields = std::make_tuple(
    Field{"name", "", "tier", &TierSettings::name},
    Field{"cores", "", "cores", &TierSettings::cores},
    Field{"cpu_share", "1", "CPU seconds per wall second and core", &TierSettings::cpu_share},
    Field{"memory", "byte", "address space of the process", &TierSettings::memory},
    Field{"workers", "", "processes that compute at the same time", &TierSettings::workers},
    Field{"batch", "", "requests computed together", &TierSettings::batch});

/// Returns the energy in joules of a computation that takes `cpu` of CPU time on `tier`: the CPU
/// time times the power of a busy core. Returns NaN if the study states no power for the tier, or
/// if `cpu` is negative, which means unknown.
inline double energy_of(MeasuredTime cpu, const TierSettings& tier) {
  return tier.power && cpu.ns >= 0 ? static_cast<double>(cpu.ns) / 1e9 * tier.power->value
                                   : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace tiersim
