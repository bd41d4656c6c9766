#pragma once

#include <vector>

#include "network/link/link_kind.h"
#include "scenarios/study/tables/study_link.h"

namespace tiersim {

/// Adds the keys for `part`, one group of settings of a link, to the end of `keys`, in the order in
/// which studies are printed.
void add_keys(LinkPart part, std::vector<Key<StudyLink>>& keys);

/// Checks that the map `link` of a study gives the rate of the link: with `bandwidth`, with `up`
/// and `down`, or with `trace`. Throws StudyError if the rate is missing, or if `trace` occurs
/// together with `bandwidth`, `up`, `down` or `burst`. Call it only for kinds of links with
/// LinkPart::rate.
void check_rate_given(const Value& link);

/// Throws StudyError if settings of `link` contradict each other, for example its loss and its
/// loss_burst. `value` is the map in the study from which `link` was read.
void check_parts(const Value& value, StudyLink& link);

/// Returns the part of the JSON Schema of a link with these groups of settings that is about
/// several keys together: which of them are required, and which key needs which other key.
Json rules_of(const std::vector<LinkPart>& parts);

}  // namespace tiersim
