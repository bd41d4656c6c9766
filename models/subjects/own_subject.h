#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "models/protocol/model_spec.h"
#include "models/subjects/subject.h"

namespace tiersim::models {

/// The parts of a model that a study brings. Nothing is read before one of the functions is called.
struct OwnModel {
  /// A name for the content of the weights and the data. If the given operator is ready-made, also
  /// of that variant.
  std::function<std::string(const std::string&)> content;
  std::function<Graph()> load;    ///< the layers with their weights
  bool has_training_data{false};  ///< load_data(Split::train) may be called
  /// The first test items, with the labels of the files.
  std::function<Dataset(std::int64_t)> requests;
  std::map<std::string, std::function<Graph()>> ready_made;  ///< ready-made variants, by operator
};

/// Makes a subject from a model that a study brings. Its load_data is empty if it has no test data.
/// Its functions throw UserError, with the file, if a file cannot be read or does not fit.
Subject own_subject(const ModelSpec& spec, const Progress& progress);

/// The subject that the study brings, if `model` is set; otherwise the known subject `name`. Throws
/// UserError if there is no such subject.
Subject subject_of(const std::string& name, const std::optional<ModelSpec>& model,
                   const Progress& progress);

}  // namespace tiersim::models
