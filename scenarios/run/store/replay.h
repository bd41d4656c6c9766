#pragma once

#include <filesystem>

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Whether a file is HDF5, by its first bytes.
bool is_results_file(const std::filesystem::path& path);

/// The study of a results file, with every default, and what was measured for it. They suffice to
/// simulate the study again, also with other settings, without models, LibTorch or other files.
struct Replay {
  ExpandedStudy study;
  MeasuredStudy measured;
};

/// Throws StudyError if the study cannot take the overrides, and UserError if they need a
/// measurement that the file does not hold.
Replay read_replay(const std::filesystem::path& results, const Overrides& overrides);

}  // namespace tiersim
