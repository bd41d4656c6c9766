#pragma once

#include <memory>

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// Reads everything but `sweep`, strictly. Throws StudyError.
/// `imported`: what read_imports() read of the same document.
Study read_study(const Document& document, ReadContext& context,
                 std::shared_ptr<const ImportedProfiles> imported = {});

/// The profiles of the file that `profiles` names; nullptr if it names none.
std::shared_ptr<const ImportedProfiles> read_imports(const Document& document,
                                                     ReadContext& context);

}  // namespace tiersim
