#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// The keys of an entry of `models` in a study. Reading an entry throws StudyError if a file that
/// it names does not exist, unless the study came with a results file. The files themselves are not
/// opened.
const KeyTable<ModelSpec>& model_keys();

/// Reads the key `models` of a study: models by name. Throws StudyError.
std::map<std::string, ModelSpec> read_models(const Value& models);
void print_models(const std::map<std::string, ModelSpec>& models, YAML::Emitter& out);

}  // namespace tiersim
