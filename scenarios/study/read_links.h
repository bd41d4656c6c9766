#pragma once

#include "scenarios/study/document.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// Reads `links` into Study::links; files that a link names lie relative to `folder`. Throws
/// StudyError, and UserError for what is wrong in such a file.
void read_links(const Value& value, const std::filesystem::path& folder, Study& study);

/// Reads `network`. Throws StudyError.
NetworkSettings read_network(const Value& value);

}  // namespace tiersim
