#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// What a path in a study names: a file or a folder. `other` means that the path was not checked,
/// because the study was read from a results file and not from a study file.
enum class Found { file, folder, other };

/// Checks the path that is the setting `value`, and returns whether it names a file or a folder.
/// Returns Found::other, without a check, if the study was not read from a study file. Throws
/// StudyError if the path is empty or names nothing.
Found look_for(const Value& value);
/// Returns the extension of a path with its dot, in lower case: ".pth" for "weights.PTH".
std::string extension_of(const std::string& path);
/// Returns the type of a setting that is the path of a file or a folder. Its function `read` throws
/// StudyError if the file or folder does not exist; this is not checked if the study was not read
/// from a study file. `read` returns the path relative to the folder of the study.
ValueType<std::string> existing_path();

/// Returns the keys of a ready-made variant (models.NAME.variants.OPERATOR). They say where its
/// layers and weights come from. If they name no layers, the variant has the layers of its model.
const KeyTable<ModelSource>& variant_keys();
/// Returns the keys of a user's own model (models.NAME) that say where its layers and weights come
/// from.
const KeyTable<ModelSource>& model_source_keys();

}  // namespace tiersim
