#pragma once

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// Checks whether the settings of a study agree with each other. Every tier that computes must be
/// described, and links must join the places of every deployment. Every subject, operator and
/// deployment must occur in a scenario. Imported profiles must have what their scenarios need.
/// Throws StudyError with the place of the wrong setting in `root`.
void check_study(const Value& root, const Study& study);

/// Repeats the checks of check_study() for one point of a sweep. The study must have passed
/// check_study() without the sweep. Which operators and deployments make scenarios is not checked
/// again, because a sweep does not change it. Throws StudyError.
void check_point(const Value& root, const Study& study);

}  // namespace tiersim
