#pragma once

#include <string>

#include "scenarios/measure/draft.h"

namespace tiersim {

/// The name of a measurement in the cache: a hash of everything that its times depend on. These are
/// the variant's content, the stage, the settings of the tier, the CPU model, the LibTorch version
/// and the revision of the kernels.
std::string profile_key(const protocol::LoadRequest& request, const std::string& cpu_model,
                        const std::string& libtorch_version, int kernel_revision);

/// Reads a measurement from the cache. It may be incomplete; a launch that was interrupted is left
/// out. The result is empty if the cache does not have the measurement, if the file is damaged, or
/// if a complete measurement is disturbed or not valid.
ProfileDraft recall_profile(const protocol::LoadRequest& request, const std::string& key);

/// Writes a measurement to the cache, complete or not, so that a later run can continue it. Throws
/// UserError if the file cannot be written.
void keep_profile(const ProfileDraft& draft, const std::string& key);

}  // namespace tiersim
