#pragma once

#include "scenarios/study/document.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// Reads `request`; a trace of arrivals lies relative to `folder`. Throws StudyError, and UserError
/// for what is wrong in such a file.
RequestSettings read_request(const Value& value, const std::filesystem::path& folder);

}  // namespace tiersim
