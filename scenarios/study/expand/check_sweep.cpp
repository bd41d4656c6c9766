#include "scenarios/study/expand/check_sweep.h"

#include <fmt/format.h>

#include <string>

#include "scenarios/study/pairs.h"
#include "scenarios/study/yaml/study_error.h"

namespace tiersim {
namespace {

/// The models of the study, "phone_net sptq", whose times on this tier are imported: the first one;
/// "" if there is none.
std::string imported_model(const Study& study, const std::string& tier) {
  for (const std::string& subject : study.subjects)
    for (const StudyOperator& study_operator : study.operators)
      for (int stage : {0, 1})
        if (is_imported(study, subject, study_operator, stage, tier))
          return subject + " " + study_operator.text();
  return "";
}

void check_swept_path(const Study& study, const SweptPath& swept) {
  if (swept.values.size() < 2) return;
  for (const auto& [tier, settings] : study.tiers) {
    for (const char* setting : {"cores", "cpu_share", "memory"}) {
      if (swept.path != fmt::format("tiers.{}.{}", tier, setting)) continue;
      const std::string model = imported_model(study, tier);
      if (!model.empty())
        throw StudyError(
            swept.source->file, swept.values[0].mark, swept.path,
            fmt::format("{} on {} was measured elsewhere, so all these values would give the same "
                        "times (leave the sweep out, or run once for each value with profiles "
                        "that were measured at it)",
                        model, tier));
    }
  }
}

}  // namespace

void check_sweep(const Study& study, const std::vector<SweepAxis>& axes) {
  for (const SweepAxis& axis : axes)
    for (const SweptPath& swept : axis.paths) check_swept_path(study, swept);
}

}  // namespace tiersim
