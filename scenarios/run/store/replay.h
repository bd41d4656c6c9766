#pragma once

#include <filesystem>

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Whether a file is a results file and not a study file. Only its first bytes are checked: they
/// are the signature of HDF5. Returns false if the file cannot be read.
bool is_results_file(const std::filesystem::path& path);

/// A study and its measurements, both read from a results file. They are sufficient to simulate the
/// study again, also with other settings. No models, no LibTorch and no other files are needed.
struct Replay {
  ExpandedStudy study;
  MeasuredStudy measured;
};

/// Reads the study and its measurements from the file `results` and applies `overrides`, changes of
/// its settings, to the study. Throws StudyError if the overrides are wrong. Throws UserError if
/// the file is no results file, was merged from several studies, was emulated, or does not hold a
/// measurement that the study needs.
Replay read_replay(const std::filesystem::path& results, const Overrides& overrides);

}  // namespace tiersim
