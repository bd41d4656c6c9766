#pragma once

#include <string>

#include "scenarios/measure/draft.h"

namespace tiersim {

/// Returns the name of a measurement in the cache: a hash of everything that its times depend on.
/// These are the variant's content, the stage, the settings of the tier without its power, the CPU
/// model, the versions of LibTorch and of the method of measuring, and the revision of the kernels.
std::string profile_key(const protocol::LoadRequest& request, const std::string& cpu_model,
                        const std::string& libtorch_version, int kernel_revision);

/// Reads the measurement `key` from the cache. `request` is the stage and the tier that it belongs
/// to. The result may be incomplete: a launch (the samples of one measuring process) that was
/// interrupted is left out. The result is empty if the cache does not have the measurement, if its
/// file is damaged or belongs to another measurement, or if it is complete but disturbed or not
/// valid. Throws UserError if there is no cache folder or the file cannot be read.
ProfileDraft recall_profile(const protocol::LoadRequest& request, const std::string& key);

/// Writes a measurement to the cache under the name `key`, complete or not, so that a later run can
/// continue it. Throws UserError if the file cannot be written.
void keep_profile(const ProfileDraft& draft, const std::string& key);

}  // namespace tiersim
