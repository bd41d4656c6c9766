#pragma once

#include "scenarios/study/document.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// Reads everything but `sweep`, strictly. Throws StudyError.
Study read_study(Document& document);

}  // namespace tiersim
