#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// A part of a study that can be read alone. It is read again only if a sweep changes one of its
/// settings.
struct StudySection {
  /// Path of the setting from which the section is read, with all settings below that path:
  /// "links.edge-cloud". Empty if no sweep can change the section.
  std::string path;
  std::function<void(const Value& root, Study& study)> read;
  std::function<void(const Study& from, Study& to)> copy;  ///< copies what `read` has set
};

/// Reads the keys that a sweep cannot change: question, models, subjects, operators, deployments
/// and profiles. `imported` becomes Study::imported. Throws StudyError if one of these keys has a
/// wrong value or is required and missing, or if the study has an unknown key at its top level.
Study read_fixed(const Document& document, ReadContext& context,
                 std::shared_ptr<const ImportedProfiles> imported);

/// All parts of a study that a sweep can change, in the order in which they are read.
const std::vector<StudySection>& study_sections();

}  // namespace tiersim
