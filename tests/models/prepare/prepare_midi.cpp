#include "models/prepare/prepare.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/ir/executor.h"
#include "models/operators/operator.h"
#include "models/subjects/subject.h"
#include "models/subjects/subject_data.h"
#include "models/training/evaluate.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// The whole test sets would take minutes. Accuracies on them: models/README.md.
constexpr std::int64_t kMidiItems = 200;

/// The answers of a variant to the first test items, int64 [kMidiItems]. Shipped checkpoints are
/// read, never trained, so a checkpoint that no longer fits its recipe fails here.
at::Tensor midi_answers(const std::string& name, const std::string& operator_name) {
  use_inference_settings(1);
  const Subject& subject = *find_subject(name);
  const SubjectInputs inputs = load_inputs(subject);
  PrepareContext context;
  context.subject = &subject;
  context.calibration = inputs.calibration;
  context.sample = inputs.sample;
  context.training = &*inputs.training;
  context.progress = [](const std::string& step) {
    if (step.find("training ") == 0) throw std::runtime_error(step);
  };
  const Executor executor(
      apply_operators(parse_operator(operator_name), load_model(subject), context).stages.at(0));
  std::vector<at::Tensor> each;  // one by one, because large batches take much memory
  for (std::int64_t i = 0; i < kMidiItems; ++i)
    each.push_back(executor.run(inputs.test->inputs(i, i + 1)).argmax(1));
  return at::cat(each);
}

double share_right(const std::string& name, const at::Tensor& predictions) {
  const at::Tensor labels = load_inputs(*find_subject(name)).test->labels;
  return top1_accuracy(predictions, labels.slice(0, 0, kMidiItems));
}

/// The share of items that two variants answer alike.
double agreement(const at::Tensor& a, const at::Tensor& b) { return top1_accuracy(a, b); }

/// Three binomial standard errors of an accuracy on kMidiItems.
double margin(double accuracy) {
  return 3 * std::sqrt(accuracy * (1 - accuracy) / static_cast<double>(kMidiItems));
}

/// Accuracies on the whole test set (models/README.md).
struct MidiAccuracies {
  const char* subject;
  double identity, student, distilled, pruned, pruned_channels, early_exit, qat;
};
constexpr MidiAccuracies kWide{
    "wide_resnet_midi", 0.9259, 0.8909, 0.9014, 0.9220, 0.9106, 0.6973, 0.9124};
constexpr MidiAccuracies kNext{"resnext_midi", 0.9284, 0.8842, 0.8931,
                               0.9236,         0.9186, 0.7139, 0.9276};

void check_midi(const MidiAccuracies& stored) {
  const std::string name = stored.subject;
  const auto is_near = [&](const std::string& subject, const std::string& operator_name,
                           double accuracy) {
    INFO(subject << " " << operator_name);
    const at::Tensor predictions = midi_answers(subject, operator_name);
    CHECK(share_right(subject, predictions) == Approx(accuracy).margin(margin(accuracy)));
    return predictions;
  };
  const at::Tensor identity = is_near(name, "identity", stored.identity);
  CHECK(agreement(is_near(name, "pruned", stored.pruned), identity) > 0.9);
  is_near(name, "early_exit", stored.early_exit);
  is_near(name, "distilled", stored.distilled);
  is_near(name, "pruned_channels", stored.pruned_channels);
  is_near(name, "qat", stored.qat);
  is_near(name + "_student", "identity", stored.student);
}

}  // namespace

TEST_CASE("wide_resnet_midi and what was learnt from it are as accurate as stored", "[midi]") {
  check_midi(kWide);
}
TEST_CASE("bert_midi and what was learnt from it are as accurate as stored", "[midi]") {
  const auto is_near = [](const char* subject, const char* operator_name, double accuracy) {
    INFO(subject << " " << operator_name);
    const at::Tensor predictions = midi_answers(subject, operator_name);
    CHECK(share_right(subject, predictions) == Approx(accuracy).margin(margin(accuracy)));
    return predictions;
  };
  const at::Tensor identity = is_near("bert_midi", "identity", 0.7554);
  CHECK(agreement(is_near("bert_midi", "qat", 0.7540), identity) > 0.9);
  is_near("bert_midi", "early_exit", 0.7163);
  is_near("bert_midi", "distilled", 0.7508);
  is_near("bert_midi_student", "identity", 0.7559);
}
TEST_CASE("resnext_midi and what was learnt from it are as accurate as stored", "[midi]") {
  check_midi(kNext);
}
