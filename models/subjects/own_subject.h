#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "models/protocol/model_spec.h"
#include "models/subjects/subject.h"

namespace tiersim::models {

/// The functions that read the files of a model that a study brings. Each function reads its files
/// when it is called.
struct OwnModel {
  /// Returns a key for the content of the weights and the data. The argument is the name of the
  /// first operator that is applied to the model. If the study brings the finished result of this
  /// operator, the key also covers the weights of that result.
  std::function<std::string(const std::string&)> content;
  std::function<Graph()> load;    ///< returns the layers with their weights
  bool has_training_data{false};  ///< whether Subject::load_data(Split::train) may be called
  /// Returns what the user should know of the numbering of the classes; empty if there is nothing,
  /// and before Subject::load_data was called.
  std::function<std::string()> remark;
  /// Returns test items, the inputs of timed inferences: at most as many as the argument says, and
  /// at most 64 if they are images. Their labels are those of the files, before they are matched
  /// with the classes of the model.
  std::function<Dataset(std::int64_t)> requests;
  /// Functions that return the graphs that the study brings as finished results of operators. The
  /// key is the name of the operator.
  std::map<std::string, std::function<Graph()>> ready_made;
};

/// Makes a subject from the files of a model that a study brings. Its member load_data is empty if
/// the study gives no test data. `progress` receives texts while images are read. The functions of
/// the subject throw UserError, with the file, if a file cannot be read or does not fit. So does
/// this function for the config.json of a Hugging Face folder, the only file that it reads.
Subject own_subject(const ModelSpec& spec, const Progress& progress);

/// Returns the subject of a request: made from `model` with own_subject() if the study brings one,
/// otherwise the known subject `name`. Throws UserError if there is no such subject.
Subject subject_of(const std::string& name, const std::optional<ModelSpec>& model,
                   const Progress& progress);

}  // namespace tiersim::models
