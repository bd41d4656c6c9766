#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "models/protocol/model_spec.h"
#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// The key `models` of a study: models, weights, data and ready-made variants that the user brings,
/// by name. Files are looked for, where the study was read from a file, but not read. Throws
/// StudyError.
std::map<std::string, ModelSpec> read_models(const Value& models);

}  // namespace tiersim
