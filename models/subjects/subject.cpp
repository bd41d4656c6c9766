#include "models/subjects/subject.h"

#include <ATen/Context.h>
#include <fmt/format.h>

#include <cstdlib>

#include "models/data/fashion_mnist.h"
#include "models/subjects/wide_resnet.h"

namespace tiersim::models {

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> table{{"wide_resnet_mini",
                                           [] { return wide_resnet(WideResNetConfig{}); },
                                           load_fashion_mnist, TrainingConfig{}}};
  return table;
}

const Subject* find_subject(std::string_view name) {
  for (const Subject& subject : subjects()) {
    if (subject.name == name) return &subject;
  }
  return nullptr;
}

std::filesystem::path checkpoint_path(const Subject& subject) {
  const char* folder = std::getenv("TIERSIM_CHECKPOINTS");
  return std::filesystem::path(folder ? folder : TIERSIM_CHECKPOINT_FOLDER) /
         fmt::format("{}.safetensors", subject.name);
}

Graph train_subject(const Subject& subject, const Dataset& data, const TrainingConfig& config,
                    const Progress& progress) {
  at::manual_seed(config.seed);
  Graph graph = subject.build();
  train(graph, data, config, progress);
  return graph;
}

}  // namespace tiersim::models
