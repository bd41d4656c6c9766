#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// Returns the keys of a user's own model, which is an entry of the map `models` in a study. The
/// files that the keys name are not opened. Reading the keys throws StudyError if such a file does
/// not exist; this is not checked for a study that was read from a results file.
const KeyTable<ModelSpec>& model_keys();

/// Reads the map `models` of a study and returns its models by name. Throws StudyError if it is not
/// a map, has more than 1,000 models or a name twice, if a name is not permitted, or if an entry is
/// wrong.
std::map<std::string, ModelSpec> read_models(const Value& models);
/// Writes the map `models` of a study to `out`, in the form that read_models() reads.
void print_models(const std::map<std::string, ModelSpec>& models, YAML::Emitter& out);

}  // namespace tiersim
