#pragma once

#include <filesystem>
#include <string>

#include "scenarios/study/imported_profiles.h"

namespace tiersim {

/// Reads `subject,operator,stage,tier,service_ms,load_ms[,output_bytes][,accuracy]`, columns in any
/// order, one row a sample. Throws UserError `file:line:column: column: problem (remedy)`.
ImportedProfiles read_imported_profiles(const std::filesystem::path& path, const std::string& name);

}  // namespace tiersim
