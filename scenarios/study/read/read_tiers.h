#pragma once

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Reads the tier of this name among `tiers` into Study::tiers and Study::queues, where it is
/// given. Throws StudyError.
void read_tier(const Value& tiers, const std::string& name, Study& study);

}  // namespace tiersim
