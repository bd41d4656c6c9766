#pragma once

#include <string>

#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Throws StudyError for a value of --set or of a sweep that was not used when the study was read:
/// `path` is misspelt, belongs to a tier or link that the study lacks, or does not go together with
/// other settings.
[[noreturn]] void fail_untaken(const Document& document, const std::string& path,
                               const Setting& setting);

}  // namespace tiersim
