#pragma once

#include "network/link/link_setting.h"
#include "scenarios/study/tables/study_link.h"

namespace tiersim {

/// The key of a setting that only one kind of link has.
Key<StudyLink> own_key(const AnyLinkSetting& setting);

}  // namespace tiersim
