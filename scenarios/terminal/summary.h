#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Returns the text that `tiersim show` prints about a results file: the answer to the study's goal
/// if it has one, the study's question, then a table with a row for each scenario. The columns are
/// subject, operator, deployment, swept values, median and p95 latency in milliseconds, accuracy in
/// per cent, trust with its reason, and status. There are more columns if some requests did not end
/// in time, if an energy is known, or if the study has a goal. A last line says if the study was
/// interrupted. Throws UserError if the file is not a results file or is damaged.
std::string summary_table(const std::filesystem::path& results);

}  // namespace tiersim
