#pragma once

#include <filesystem>
#include <string>

#include "scenarios/study/imported_profiles.h"

namespace tiersim {

/// Reads a CSV file of times that were measured elsewhere. Its columns, in any order, are subject,
/// operator, stage, tier, service_ms and load_ms; output_bytes and accuracy are optional. Each row
/// is one sample; its load_ms may be empty. `name` is the name of the file in messages. Throws
/// UserError, which names file, line and column, if the file cannot be read, has a wrong value or
/// lacks a column, has no rows, or contradicts itself about a size or an accuracy.
ImportedProfiles read_imported_profiles(const std::filesystem::path& path, const std::string& name);

}  // namespace tiersim
