#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/results.h"

namespace tiersim {

/// The settings of an expanded study as texts, by path: {"request.payload", "100 kB"}. A list is
/// one setting. Subjects, operators, deployments, the question, the goal and the sweep are left
/// out. `links.client-mobile` and `links.mobile-cloud` are "given" or "none".
using StudySettings = std::map<std::string, std::string>;

/// Reads the attribute `study_expanded` of a results file: the text of a study, or of several if
/// the file was merged. Throws UserError if it is not YAML.
std::vector<StudySettings> settings_of_studies(const std::string& expanded);

/// The value of a setting; nullopt if the study does not have it.
std::optional<std::string> setting_in(const StudySettings& study, const std::string& path);

/// Whether the study has the tier, link or model that a setting belongs to. True for settings that
/// belong to none.
bool has_entry_of(const StudySettings& study, const std::string& path);

/// The value of a setting as a sweep of the study in `measurements` would store it: a number in its
/// base unit if the setting is one, otherwise the text. `measurements` is what read_measurements()
/// returns.
SweepValue swept_value(const Results& measurements, const std::string& path,
                       const std::string& text);

}  // namespace tiersim
