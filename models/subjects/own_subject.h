#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "models/protocol/model_spec.h"
#include "models/subjects/subject.h"

namespace tiersim::models {

/// What makes a subject of a model that a study brings; nothing is read before it is asked for.
struct OwnModel {
  /// Names the content of the weights and data and, where the first operator given is ready-made,
  /// of that variant.
  std::function<std::string(const std::string&)> content;
  std::function<Graph()> load;                    ///< the layers with the weights
  bool has_training_data{false};                  ///< load_data(Split::train) may be asked for
  std::function<Dataset(std::int64_t)> requests;  ///< the first test items; labels as in the files
  std::map<std::string, std::function<Graph()>> ready_made;  ///< variants, by operator
};

/// A subject of what a study says: its data are empty where it has no test data. Its functions
/// throw UserError, naming the file, for what cannot be read or does not fit.
Subject own_subject(const ModelSpec& spec, const Progress& progress);

/// The known subject of that name or, where there is one, the study's own. Throws UserError.
Subject subject_of(const std::string& name, const std::optional<ModelSpec>& model,
                   const Progress& progress);

}  // namespace tiersim::models
