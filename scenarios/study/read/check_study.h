#pragma once

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// Checks whether the settings of a study agree with each other. Every tier that computes must be
/// described, and links must join the places of every deployment. Every subject, operator and
/// deployment must occur in a scenario. Imported profiles must have what their scenarios need. The
/// network must be able to carry the requests. Settings for live computation and for batches must
/// be possible. Throws StudyError with the position in `root`, the study, of a wrong setting.
void check_study(const Value& root, const Study& study);

/// Repeats the checks of check_study() for one point of a sweep. The study must have passed
/// check_study() without the sweep. Whether every subject, operator and deployment occurs in a
/// scenario is not checked again, because a sweep does not change it. Throws StudyError with the
/// position in `root` of a wrong setting.
void check_point(const Value& root, const Study& study);

}  // namespace tiersim
