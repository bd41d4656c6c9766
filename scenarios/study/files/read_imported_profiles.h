#pragma once

#include <filesystem>
#include <string>

#include "scenarios/study/imported_profiles.h"

namespace tiersim {

/// Reads a CSV file of times that were measured elsewhere. Its columns, in any order, are subject,
/// operator, stage, tier, service_ms and load_ms; output_bytes and accuracy are optional. Each row
/// is one sample. `name` is the name of the file in messages. Throws UserError `file:line:column:
/// column: problem (remedy)`.
ImportedProfiles read_imported_profiles(const std::filesystem::path& path, const std::string& name);

}  // namespace tiersim
