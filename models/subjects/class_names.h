#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/data/dataset.h"
#include "models/protocol/model_spec.h"

namespace tiersim::models {

/// The names of a model's classes, by number.
struct ClassNames {
  std::vector<std::string> names;
  /// What the user should know of the numbering; empty if it is not in doubt.
  std::string warning;
};

/// Numbers the classes of a model that tells `count` classes apart. The names follow from the class
/// names in the data and from the names in the model's own files (`own_names`):
/// - If the data use only the model's own names, those names and their numbers are used.
/// - Otherwise, if all names in the data are whole numbers, they are the numbers of the classes.
///   Folders may then cover only some of the classes. With ClassOrder::by_text, the order of the
///   numbers as text counts instead, as torchvision's ImageFolder numbers folders. If `order` is
///   empty and the two orders differ, there is a warning.
/// - Otherwise, if the model has no names of its own and the data have `count` classes, the names
///   in the data are numbered in the order of their bytes.
///
/// Throws UserError, with the path of the data, in all other cases. That includes names of which
/// some are whole numbers and some are not, unless `order` is ClassOrder::by_text.
ClassNames classes_of(const Dataset& data, std::int64_t count,
                      const std::vector<std::string>& own_names, std::optional<ClassOrder> order,
                      const std::filesystem::path& path);

/// A text that shows which name has which number: `0 is "cat", 1 is "dog"`. Of more than 12 classes
/// it shows the first 12.
std::string mapping_of(const std::vector<std::string>& classes);

/// Changes the labels of `data`, in place, to the numbers that their class names have in `classes`.
/// Throws UserError, with the path of the data, for a class that is not in `classes`.
void renumber(Dataset& data, const std::vector<std::string>& classes,
              const std::filesystem::path& path);

}  // namespace tiersim::models
