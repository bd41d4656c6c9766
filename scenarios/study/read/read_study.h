#pragma once

#include <memory>

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// Reads and checks all keys of a study except `sweep`. `imported` is what read_imports() returned
/// for the same document. Throws StudyError for a mistake in the study, also for an unknown key,
/// and UserError for a mistake in a file that it names.
Study read_study(const Document& document, ReadContext& context,
                 std::shared_ptr<const ImportedProfiles> imported = {});

/// Returns the content of the CSV file of imported profiles that the key `profiles` names. Reads
/// the file only if `context.files.profiles` is not set; otherwise returns that. Returns nullptr if
/// the study lacks the key. Throws UserError for a mistake in the file.
std::shared_ptr<const ImportedProfiles> read_imports(const Document& document,
                                                     ReadContext& context);

}  // namespace tiersim
