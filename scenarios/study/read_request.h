#pragma once

#include "scenarios/study/document.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// Reads `request`. Throws StudyError, and UserError for what is wrong in a trace of arrivals.
RequestSettings read_request(const Value& value);

}  // namespace tiersim
