#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "scenarios/validate/validation.h"

namespace tiersim {

/// What a validation file stores besides the comparison itself.
struct ValidationSources {
  std::map<std::string, std::string> attributes;  ///< text attributes of the root group, by name
  double budget{0};                               ///< largest accepted error of a median, fraction
  /// The results files of both halves, in the order of the rounds.
  std::vector<std::filesystem::path> simulated, emulated;
};

/// Writes a validation file (docs/results-schema.md). It first writes a temporary file beside
/// `path` and renames that when it is complete. Throws UserError if the file cannot be written.
void write_validation(const std::filesystem::path& path, const Validation& validation,
                      const ValidationSources& sources);

/// Reads the comparison from a validation file. Swept values are read as texts. Figures that the
/// file does not have are missing: ComparedPart::emulated_range is NaN. Throws UserError if the
/// file is not a validation file of this schema version, or is damaged.
Validation read_validation(const std::filesystem::path& path);

/// Whether `path` is a validation file. Returns false if it is no HDF5 file or cannot be read.
bool is_validation(const std::filesystem::path& path);

}  // namespace tiersim
