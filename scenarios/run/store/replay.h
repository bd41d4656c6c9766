#pragma once

#include <filesystem>

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Whether a file is HDF5, as results are, by its first bytes.
bool is_results_file(const std::filesystem::path& path);

/// The study that a results file answers, with every default, and what was measured for it: enough
/// to simulate it again, as it was or otherwise, without models, LibTorch or other files.
struct Replay {
  ExpandedStudy study;
  MeasuredStudy measured;
};

/// Throws StudyError for overrides that the study cannot take, and UserError where they ask for
/// what was not measured.
Replay read_replay(const std::filesystem::path& results, const Overrides& overrides);

}  // namespace tiersim
