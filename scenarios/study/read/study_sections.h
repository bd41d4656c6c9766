#pragma once

#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// A part of a study that is read from settings of its own: only where a sweep changes one of
/// these, it has to be read anew.
struct StudySection {
  std::vector<std::string> paths;  ///< what it is read from, each with all below it
  void (*read)(const Value& root, const std::string& name, Study& study);
  void (*copy)(const Study& from, const std::string& name, Study& to);
  std::string name;  ///< of its tier or link
};

/// What no sweep changes: question, models, subjects, operators, deployments. Throws StudyError.
Study read_fixed(Document& document, std::shared_ptr<const ImportedProfiles> imported);

/// All others, in the order in which they are read.
const std::vector<StudySection>& study_sections();

}  // namespace tiersim
