// Student alone against student distilled, several seeds: bench_distillation SUBJECT [SEEDS]
#include <fmt/format.h>

#include <cstdlib>

#include "models/ir/executor.h"
#include "models/ir/lower.h"
#include "models/operators/distilled.h"
#include "models/subjects/subject_data.h"
#include "models/training/evaluate.h"

using namespace tiersim::models;

namespace {

double accuracy_of(const Graph& graph, const Dataset& test) {
  const Executor executor(lower(graph));
  return top1_accuracy(predict([&](const at::Tensor& x) { return executor.run(x); }, test),
                       test.labels);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return fmt::print(stderr, "usage: bench_distillation SUBJECT [SEEDS]\n"), 2;
  const Subject* teacher = find_subject(argv[1]);
  const Subject* student = teacher ? find_subject(teacher->student) : nullptr;
  if (!student || !is_trained(*teacher))
    return fmt::print(stderr, "{}: not a trained subject with a student\n", argv[1]), 2;
  const int seeds = argc > 2 ? std::atoi(argv[2]) : 3;
  use_inference_settings(student->training.threads);
  const SubjectInputs data = load_inputs(*teacher);
  const Graph taught_by = load_model(*teacher);
  fmt::print("{}: {:.2f} %\n", teacher->name, 100 * accuracy_of(taught_by, *data.test));
  const Progress quiet = [](const std::string&) {};
  for (int seed = 1; seed <= seeds; ++seed) {
    TrainingConfig config = student->training;
    config.seed = static_cast<std::uint64_t>(seed);
    at::manual_seed(config.seed);
    Graph alone = student->build();
    Graph distilled = alone;
    train(alone, *data.training, config, quiet);
    const double first = accuracy_of(alone, *data.test);
    distilled = distill(taught_by, distilled, *data.training, config, quiet);
    const double second = accuracy_of(distilled, *data.test);
    fmt::print("seed {}: alone {:.2f} %, distilled {:.2f} %, difference {:+.2f} points\n", seed,
               100 * first, 100 * second, 100 * (second - first));
    std::fflush(stdout);
  }
}
