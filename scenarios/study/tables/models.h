#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// The keys of a model that a study brings. Files are looked for if the study was read from a file.
/// They are not read.
const KeyTable<ModelSpec>& model_keys();

/// Reads the key `models` of a study: models by name. Throws StudyError.
std::map<std::string, ModelSpec> read_models(const Value& models);
void print_models(const std::map<std::string, ModelSpec>& models, YAML::Emitter& out);

}  // namespace tiersim
