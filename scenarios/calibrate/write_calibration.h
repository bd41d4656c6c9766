#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/calibrate/calibration_model.h"
#include "scenarios/calibrate/cell_study.h"

namespace tiersim {

/// The text of `profiles.csv`: a file of imported profiles with the samples of every calibrated
/// stage, each plus its overhead. `values` has a value for each parameter of the model.
std::string calibrated_profiles(const CalibrationModel& model, const std::vector<double>& values);

/// The text of `calibrated.yaml`: a file for `include` with the keys `profiles` and `request`. It
/// has all settings of the study's requests, with the fitted payload. `folder` is the folder of the
/// file; paths in it are relative to that folder. `study_folder` is that of the study.
std::string calibrated_include(const CellStudy& cells, const CalibrationModel& model,
                               const std::vector<double>& values,
                               const std::filesystem::path& folder,
                               const std::filesystem::path& study_folder);

/// Throws UserError if the two files may not be written to `folder`: it is not a folder; or it has
/// one of the files, and `force` is false or the files are not those of an earlier calibration.
void check_calibration_folder(const std::filesystem::path& folder, bool force);

/// Throws UserError if one of the two files in `folder` is one of `inputs`, the files that this
/// call reads.
void check_replaces_no_input(const std::filesystem::path& folder,
                             const std::vector<std::filesystem::path>& inputs);

/// Writes the two files into `folder`, and makes the folder if it does not exist. Each file appears
/// complete or not at all. Throws UserError if a file cannot be written.
void write_calibration(const std::filesystem::path& folder, const std::string& profiles,
                       const std::string& include);

}  // namespace tiersim
