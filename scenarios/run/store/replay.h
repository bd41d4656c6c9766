#pragma once

#include <filesystem>
#include <vector>

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Whether a file is a results file and not a study file. Only its first bytes are checked: they
/// are the signature of HDF5. Returns false if the file cannot be read.
bool is_results_file(const std::filesystem::path& path);

/// The files that the study of a results file names, as the results file stores them: traces and
/// imported profiles. `measurements` is what read_measurements() returns.
StudyFiles files_of(const Results& measurements);

/// A study and its measurements, both read from a results file. They are sufficient to simulate the
/// study again, also with other settings. No models, no LibTorch and no other files are needed.
struct Replay {
  ExpandedStudy study;
  MeasuredStudy measured;
};

/// Reads the studies and their measurements from a results file, one study, or several if the file
/// was merged. Applies `overrides` to each. Throws StudyError if the overrides are wrong. Throws
/// UserError if the file is no results file, was emulated, does not hold a measurement that a study
/// needs, or holds two different measurements of the same thing, because it was merged.
std::vector<Replay> read_replays(const std::filesystem::path& results, const Overrides& overrides);

/// The same for a results file of one study. Throws UserError if the file has several.
Replay read_replay(const std::filesystem::path& results, const Overrides& overrides);

}  // namespace tiersim
