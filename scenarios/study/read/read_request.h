#pragma once

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Reads `request`. Throws StudyError, and UserError for what is wrong in a trace of arrivals.
RequestSettings read_request(const Value& value);

}  // namespace tiersim
