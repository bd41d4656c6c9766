#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// A part of a study that is read on its own. It is read again only if a sweep changes one of its
/// settings.
struct StudySection {
  std::string path;  ///< the settings it is read from: this one and all below it
  std::function<void(const Value& root, Study& study)> read;
  std::function<void(const Study& from, Study& to)> copy;
};

/// Reads what no sweep changes: question, models, subjects, operators, deployments. Throws
/// StudyError.
Study read_fixed(const Document& document, ReadContext& context,
                 std::shared_ptr<const ImportedProfiles> imported);

/// All other parts, in the order in which they are read.
const std::vector<StudySection>& study_sections();

}  // namespace tiersim
