#pragma once

#include "scenarios/study/document.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// Reads `tiers` into Study::tiers and Study::queues. Throws StudyError.
void read_tiers(const Value& value, Study& study);

}  // namespace tiersim
