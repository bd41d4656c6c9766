#pragma once

#include <filesystem>
#include <vector>

#include "sim/results/results_file.h"

namespace tiersim {

/// Returns the settings in which the studies of several results files differ, one column for each,
/// so that a merged file tells their scenarios apart. A setting that only some of the studies sweep
/// is among them. Names that have a column already (subject, operator, deployment) are not. A tier,
/// model or link that only some studies have is no difference, except `client-mobile` and
/// `mobile-cloud`, because these change the path of requests.
///
/// If two files have a scenario that is the same in all these columns, but was simulated from other
/// profiles or was emulated, the last column is `merged_from`: the name of the file.
///
/// Throws UserError if a file is not a results file or is damaged.
std::vector<SettingColumn> differing_settings(const std::vector<std::filesystem::path>& results);

}  // namespace tiersim
