#pragma once

#include <string>

#include "scenarios/measure/draft.h"

namespace tiersim {

/// Names what a measurement holds for: the variant's content, the tier, and what computed it.
std::string profile_key(const protocol::LoadRequest& request, const std::string& cpu_model,
                        const std::string& libtorch_version, int kernel_revision);

/// What was measured before under this key, complete or not; empty where there is nothing, and
/// where what is there is damaged, not valid or disturbed.
ProfileDraft recall_profile(const protocol::LoadRequest& request, const std::string& key);

/// Keeps it, so that an interrupted measurement goes on where it was. Throws UserError.
void keep_profile(const ProfileDraft& draft, const std::string& key);

}  // namespace tiersim
