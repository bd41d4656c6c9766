#pragma once

#include <string>

#include "scenarios/measure/draft.h"

namespace tiersim {

/// A hash of everything that a measurement depends on: the variant's content, the tier and the
/// machine's software.
std::string profile_key(const protocol::LoadRequest& request, const std::string& cpu_model,
                        const std::string& libtorch_version, int kernel_revision);

/// What was measured before under this key. It may be incomplete. It is empty if nothing is stored,
/// or if what is stored is damaged, not valid or disturbed.
ProfileDraft recall_profile(const protocol::LoadRequest& request, const std::string& key);

/// Stores a measurement, so that an interrupted one goes on where it was. Throws UserError.
void keep_profile(const ProfileDraft& draft, const std::string& key);

}  // namespace tiersim
