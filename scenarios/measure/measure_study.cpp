#include "scenarios/measure/measure_study.h"

#include <fmt/format.h>

#include "scenarios/measure/measure_profiles.h"
#include "scenarios/measure/profile_plan.h"
#include "scenarios/terminal/tell.h"

namespace tiersim {

MeasuredStudy measure_study(const ExpandedStudy& study) {
  const Report report = [](const std::string& line) { tell(line); };
  check_tiers(study);
  MeasuredStudy measured = prepare_variants(study, report);
  measure_profiles(study, measured, report);
  tell(fmt::format("{} variants ({} newly prepared), {} profiles ({} newly measured)",
                   measured.variants.size(), measured.prepared, measured.profiles.size(),
                   measured.measured));
  return measured;
}

}  // namespace tiersim
