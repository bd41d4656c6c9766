#pragma once

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Whether the settings of a study, each right in itself, go together: every tier has a profile and
/// every message a link, every subject, operator and deployment occurs in some scenario, and what
/// was brought in says what these need. Throws StudyError.
void check_study(const Value& root, const Study& study);

/// The same of one point of a sweep of a study that is right: no sweep changes which operators and
/// deployments go together.
void check_point(const Value& root, const Study& study);

}  // namespace tiersim
