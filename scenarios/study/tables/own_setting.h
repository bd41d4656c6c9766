#pragma once

#include "network/link/link_setting.h"
#include "scenarios/study/tables/study_link.h"

namespace tiersim {

/// Makes the study key for `setting`, a setting that only one kind of link has. Reading the key
/// stores its value in Link::own, under the name of the setting.
Key<StudyLink> own_key(const AnyLinkSetting& setting);

}  // namespace tiersim
