#pragma once

#include <filesystem>
#include <string>

#include "scenarios/study/goal.h"

namespace tiersim {

/// The goal in the text of an expanded study, the attribute `study_expanded` of a results file. A
/// merged file has several studies; if their goals differ, there is none. `file` is the name of the
/// results file for messages. Throws UserError if the text is not YAML, or has a wrong goal.
Goal goal_in(const std::string& expanded, const std::string& file);

/// The goal of a results file's study; it has no limits if the study has no goal. Throws UserError
/// if the file is not a results file or is damaged.
Goal goal_of_results(const std::filesystem::path& results);

}  // namespace tiersim
