#pragma once

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Reads everything but `sweep`, strictly. Throws StudyError.
/// `imported`: what read_imports() read of the same document.
Study read_study(Document& document, std::shared_ptr<const ImportedProfiles> imported = {});

/// The file that `profiles` names; nullptr where it names none.
std::shared_ptr<const ImportedProfiles> read_imports(Document& document);

}  // namespace tiersim
