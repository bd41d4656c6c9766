#pragma once

#include "network/link/link_setting.h"
#include "scenarios/study/tables/study_link.h"

namespace tiersim {

/// Makes the study key for a setting that only one kind of link has. The key sets the value in
/// Link::own.
Key<StudyLink> own_key(const AnyLinkSetting& setting);

}  // namespace tiersim
