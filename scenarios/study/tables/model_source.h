#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// What a path of a study leads to; `other` if files are not looked for.
enum class Found { file, folder, other };

/// What the path in `value` leads to. Throws StudyError if nothing is there.
Found look_for(const Value& value);
/// The extension of a path in lower case: ".pth".
std::string extension_of(const std::string& path);
/// A path as the study's own file would write it. Something is there, if files are looked for.
ValueType<std::string> existing_path();

/// The keys that say where layers and weights of a ready-made variant come from.
const KeyTable<ModelSource>& variant_keys();
/// The same of a model.
const KeyTable<ModelSource>& model_source_keys();

}  // namespace tiersim
