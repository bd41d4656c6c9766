#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// What a path in a study names: a file or a folder. `other` means that it was not checked, because
/// the study was not read from a file but from results.
enum class Found { file, folder, other };

/// Checks the path that is the setting `value`, and returns whether it names a file or a folder.
/// Returns Found::other if the study was not read from a file. Throws StudyError if the path is
/// empty or names nothing.
Found look_for(const Value& value);
/// The extension of a path with its dot, in lower case: ".pth" for "weights.PTH".
std::string extension_of(const std::string& path);
/// Returns the type of a setting that is the path of a file or a folder. Its `read` throws
/// StudyError if nothing is there. It does not check that if the study was not read from a file.
/// The path is stored relative to the folder of the study, as path() does it.
ValueType<std::string> existing_path();

/// The keys of a ready-made variant (models.NAME.variants.OPERATOR), which say where its layers and
/// weights come from. It has the layers of its model if it names no others.
const KeyTable<ModelSource>& variant_keys();
/// The keys of a user's own model (models.NAME) that say where its layers and weights come from.
const KeyTable<ModelSource>& model_source_keys();

}  // namespace tiersim
