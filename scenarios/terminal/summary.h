#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// The table of `tiersim show`: subject, operator, deployment, swept values, median and p95
/// latency, accuracy and status. Throws UserError if the file cannot be read.
std::string summary_table(const std::filesystem::path& results);

}  // namespace tiersim
