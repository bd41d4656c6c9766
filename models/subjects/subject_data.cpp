#include "models/subjects/subject_data.h"

#include <algorithm>
#include <string>
#include <utility>

#include "models/subjects/own_subject.h"
#include "models/training/checkpoint.h"

namespace tiersim::models {
namespace {

constexpr std::int64_t kCalibrationItems = 1000;
// For calibration; ranges of random items mean nothing anyway.
constexpr std::int64_t kRandomItems = 8;
constexpr std::uint64_t kSeed = 1;

/// Fewer items if they are large: at most as many values as 500 photos of 224 x 224.
std::int64_t calibration_items(const Dataset& data) {
  constexpr std::int64_t kMostValues = 500LL * 3 * 224 * 224;
  const std::int64_t affordable = kMostValues / std::max<std::int64_t>(1, data.items[0].numel());
  return std::min({kCalibrationItems, affordable, data.size()});
}

/// The first test item of average length.
std::int64_t typical_item(const Dataset& data) {
  if (!data.is_text()) return 0;
  const at::Tensor lengths = data.lengths().to(at::kDouble);
  return (lengths - lengths.mean()).abs().argmin().item<std::int64_t>();
}

std::vector<at::Tensor> random_inputs(const Subject& subject, std::int64_t count) {
  at::manual_seed(kSeed);
  std::vector<at::Tensor> inputs;
  for (std::int64_t i = 0; i < count; ++i) inputs.push_back(subject.sample());
  return inputs;
}

SubjectInputs read_inputs(const Subject& subject) {
  SubjectInputs inputs;
  if (!subject.load_data) {
    inputs.calibration = at::cat(random_inputs(subject, kRandomItems));
    inputs.sample = inputs.calibration.slice(0, 0, 1);
    return inputs;
  }
  if (!subject.own || subject.own->has_training_data)
    inputs.training = subject.load_data(Split::train);
  inputs.test = subject.load_data(Split::test);
  inputs.calibration = inputs.training
                           ? inputs.training->inputs(0, calibration_items(*inputs.training))
                           : at::cat(random_inputs(subject, kRandomItems));
  const std::int64_t item = typical_item(*inputs.test);
  inputs.sample = inputs.test->inputs(item, item + 1);
  return inputs;
}

}  // namespace

RequestItems::RequestItems(const Subject& subject) {
  if (subject.load_data) {
    test_ = subject.load_data(Split::test);
  } else {
    random_ = random_inputs(subject, kRandomItems);
  }
}

at::Tensor RequestItems::item(std::int64_t number) const {
  const std::int64_t count = test_ ? test_->size() : static_cast<std::int64_t>(random_.size());
  const std::int64_t index = (number % count + count) % count;
  return test_ ? test_->inputs(index, index + 1) : random_[static_cast<std::size_t>(index)];
}

at::Tensor typical_input(const Subject& subject) {
  if (!subject.load_data) return random_inputs(subject, 1)[0];
  const Dataset test = subject.load_data(Split::test);
  const std::int64_t item = typical_item(test);
  return test.inputs(item, item + 1);
}

SubjectInputs load_inputs(const Subject& subject) {
  // A study prepares all variants of a subject before the next, so the last data are kept.
  static std::pair<std::string, SubjectInputs> last;
  if (subject.own) return read_inputs(subject);
  // The key has the folder, because the folder has the vocabularies.
  const std::string name = subject.name + " of " + checkpoint_folder().string();
  if (last.first != name) last = {name, read_inputs(subject)};
  return last.second;
}

std::vector<at::Tensor> request_inputs(const Subject& subject, std::int64_t count) {
  if (!subject.load_data) return random_inputs(subject, std::min(count, kRandomItems));
  const Dataset test = subject.own ? subject.own->requests(count) : subject.load_data(Split::test);
  std::vector<at::Tensor> inputs;
  for (std::int64_t i = 0; i < std::min(count, test.size()); ++i)
    inputs.push_back(test.inputs(i, i + 1));
  return inputs;
}

Graph load_model(const Subject& subject) {
  if (subject.own) return subject.own->load();
  at::manual_seed(kSeed);
  Graph graph = subject.build();
  if (is_trained(subject)) load_checkpoint(graph, checkpoint_path(subject));
  return graph;
}

}  // namespace tiersim::models
