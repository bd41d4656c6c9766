#pragma once

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// Checks whether the settings of a study go together, where each is right in itself. Every tier
/// that computes is described, and every message has a link. Every subject, operator and deployment
/// occurs in some scenario. Imported profiles hold what their scenarios need. Throws StudyError.
void check_study(const Value& root, const Study& study);

/// The same for one point of a sweep of a study that check_study() accepts. A sweep does not change
/// which operators and deployments go together, so that is not checked again.
void check_point(const Value& root, const Study& study);

}  // namespace tiersim
