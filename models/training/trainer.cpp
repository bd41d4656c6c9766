#include "models/training/trainer.h"

#include <fmt/format.h>
#include <torch/optim.h>

#include <ATen/Parallel.h>

#include <chrono>
#include <cmath>
#include <vector>

#include "models/ir/interpreter.h"

namespace tiersim::models {
namespace {

constexpr int kShift = 2;             // pixels, each way
constexpr double kWarmUpShare = 0.2;  // of all steps
constexpr double kPi = 3.14159265358979323846;

/// Biases and the scales of batch norms are not decayed (He et al., CVPR 2019, section 3.1).
std::vector<torch::optim::OptimizerParamGroup> trainable_tensors(Graph& graph,
                                                                 const TrainingConfig& config) {
  std::vector<at::Tensor> decayed, plain;
  for (Node& node : graph.nodes) {
    for (auto& [name, tensor] : node.tensors) {
      if (name != "weight" && name != "bias") continue;
      tensor.requires_grad_(true);
      (tensor.dim() > 1 ? decayed : plain).push_back(tensor);
    }
  }
  auto options = [&](double decay) {
    return std::make_unique<torch::optim::SGDOptions>(
        torch::optim::SGDOptions(config.peak_learning_rate)
            .momentum(0.9)
            .nesterov(true)
            .weight_decay(decay));
  };
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(decayed, options(config.weight_decay));
  groups.emplace_back(plain, options(0.0));
  return groups;
}

double learning_rate(double progress, double peak) {
  if (progress < kWarmUpShare) return peak * progress / kWarmUpShare;
  return peak * 0.5 * (1 + std::cos(kPi * (progress - kWarmUpShare) / (1 - kWarmUpShare)));
}

at::Tensor augment(const at::Tensor& images) {
  const auto width = images.size(3);
  const at::Tensor padded = at::constant_pad_nd(images, {kShift, kShift, kShift, kShift});
  const at::Tensor shifts = at::randint(0, 2 * kShift + 1, {images.size(0), 2}, at::kLong);
  const at::Tensor flips = at::rand({images.size(0)}) < 0.5;
  std::vector<at::Tensor> batch;
  for (std::int64_t i = 0; i < images.size(0); ++i) {
    at::Tensor image =
        padded[i]
            .slice(1, shifts[i][0].item<std::int64_t>(),
                   shifts[i][0].item<std::int64_t>() + images.size(2))
            .slice(2, shifts[i][1].item<std::int64_t>(), shifts[i][1].item<std::int64_t>() + width);
    batch.push_back(flips[i].item<bool>() ? image.flip({2}) : image);
  }
  return at::stack(batch);
}

}  // namespace

void train(Graph& graph, const Dataset& data, const TrainingConfig& config,
           const Progress& progress) {
  torch::AutoGradMode gradients(true);
  torch::manual_seed(config.seed);
  at::set_num_threads(config.threads);
  torch::optim::SGD optimizer(trainable_tensors(graph, config),
                              torch::optim::SGDOptions(config.peak_learning_rate));

  const std::int64_t steps_per_epoch = std::max<std::int64_t>(1, data.size() / config.batch_size);
  const auto started = std::chrono::steady_clock::now();
  for (int epoch = 0; epoch < config.epochs; ++epoch) {
    const at::Tensor order = at::randperm(data.size(), at::kLong);
    double loss_sum = 0;
    for (std::int64_t step = 0; step < steps_per_epoch; ++step) {
      const double done = static_cast<double>(epoch * steps_per_epoch + step) /
                          static_cast<double>(config.epochs * steps_per_epoch);
      for (auto& group : optimizer.param_groups()) {
        static_cast<torch::optim::SGDOptions&>(group.options())
            .lr(learning_rate(done, config.peak_learning_rate));
      }
      const at::Tensor picked =
          order.slice(0, step * config.batch_size, (step + 1) * config.batch_size);
      const at::Tensor inputs = data.normalize(augment(data.images.index_select(0, picked)));
      const at::Tensor logits =
          interpret(graph, inputs.contiguous(at::MemoryFormat::ChannelsLast), Mode::train);
      const at::Tensor loss =
          at::cross_entropy_loss(logits, data.labels.index_select(0, picked), {},
                                 at::Reduction::Mean, -100, config.label_smoothing);
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
      loss_sum += loss.item<double>();
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
    progress(fmt::format("epoch {}/{}: loss {:.4f}, {:.0f} s", epoch + 1, config.epochs,
                         loss_sum / static_cast<double>(steps_per_epoch), elapsed.count()));
  }
  for (Node& node : graph.nodes) {
    for (auto& [name, tensor] : node.tensors) tensor = tensor.detach();
  }
}

}  // namespace tiersim::models
