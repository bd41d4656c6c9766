#pragma once

#include <vector>

#include "network/link/link_kind.h"
#include "scenarios/study/tables/study_link.h"

namespace tiersim {

/// Adds the keys of one part of a link, in the order in which they are printed.
void add_keys(LinkPart part, std::vector<Key<StudyLink>>& keys);

/// Throws StudyError if keys of the part are missing or exclude each other. Links without the part
/// are not checked.
void check_rate_given(const Value& link);

/// Throws StudyError if values of the parts contradict each other.
void check_parts(const Value& value, StudyLink& link);

/// What JSON Schema says about several keys of these parts together.
Json rules_of(const std::vector<LinkPart>& parts);

}  // namespace tiersim
