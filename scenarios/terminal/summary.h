#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// The text that `tiersim show` prints: a table with a row for each scenario. The columns are
/// subject, operator, deployment, swept values, median and p95 latency in milliseconds, accuracy in
/// per cent, trust with its reason, and status. Throws UserError if the file cannot be read.
std::string summary_table(const std::filesystem::path& results);

}  // namespace tiersim
