#include "models/training/trainer.h"

#include <fmt/format.h>
#include <torch/nn/utils/clip_grad.h>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/ir/graph_file.h"
#include "models/ir/interpreter.h"
#include "models/training/batches.h"
#include "models/training/device.h"
#include "models/training/interrupt.h"
#include "models/training/keep_freed_memory.h"
#include "models/training/optimizer.h"
#include "models/weights/sealed_safetensors.h"
#include "sim/base/content_key.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr double kWarmUpShare = 0.2;  // part of all steps
constexpr double kPi = 3.14159265358979323846;
constexpr std::chrono::seconds kTellEvery{15};

double learning_rate(double progress, double peak) {
  if (progress < kWarmUpShare) return peak * progress / kWarmUpShare;
  return peak * 0.5 * (1 + std::cos(kPi * (progress - kWarmUpShare) / (1 - kWarmUpShare)));
}

std::int64_t steps_of_epoch(const Dataset& data, const TrainingConfig& config) {
  const std::int64_t all = std::max<std::int64_t>(1, data.size() / config.batch_size);
  return config.most_steps > 0 ? std::min(all, config.most_steps) : all;
}

TrainingConfig with_enough_epochs(TrainingConfig config, const Dataset& data) {
  const std::int64_t steps = steps_of_epoch(data, config);
  const std::int64_t least = (config.least_steps + steps - 1) / steps;
  config.epochs = std::max(config.epochs, static_cast<int>(least));
  return config;
}

/// A name for a training run: for the weights that it starts from, its data and its steps.
std::string run_key(const Graph& graph, const Dataset& data, const TrainingConfig& config) {
  return content_key({graph_key(graph), data.name, std::to_string(data.size()),
                      std::to_string(config.batch_size), std::to_string(config.epochs),
                      std::to_string(config.seed), fmt::format("{}", config.peak_learning_rate)});
}

/// The state of one training run: makes steps, saves the state and restores it.
class TrainingRun {
 public:
  TrainingRun(Graph& graph, const Dataset& data, const TrainingConfig& config,
              const Objective& objective)
      : graph_(graph),
        data_(data),
        config_(config),
        objective_(objective),
        key_(run_key(graph, data, config)),
        steps_per_epoch_(steps_of_epoch(data, config)) {
    std::vector<at::Tensor> parameters;
    for (Node& node : graph_.nodes) {
      const bool trains = !objective_.trains || objective_.trains(node);
      for (auto& [name, tensor] : node.tensors) {
        // Other graphs may share the tensor, running statistics included.
        tensor = device_.is_cpu() ? tensor.clone() : tensor.to(device_);
        if (trains && is_parameter(name)) parameters.push_back(tensor.requires_grad_(true));
      }
    }
    optimizer_ = make_optimizer(parameters, config_);
  }

  std::int64_t steps() const { return config_.epochs * steps_per_epoch_; }
  std::int64_t done() const { return done_; }

  /// One step; returns its loss.
  double step() {
    const std::int64_t in_epoch = done_ % steps_per_epoch_;
    if (in_epoch == 0) order_ = epoch_order(data_, config_.batch_size);
    set_learning_rate(*optimizer_,
                      learning_rate(static_cast<double>(done_) / static_cast<double>(steps()),
                                    config_.peak_learning_rate));
    const at::Tensor picked =
        order_.slice(0, in_epoch * config_.batch_size, (in_epoch + 1) * config_.batch_size);
    const at::Tensor inputs = training_inputs(data_, picked, config_.augment, device_);
    const at::Tensor labels = data_.labels.index_select(0, picked).to(device_);
    const at::Tensor items = picked.to(device_);
    const auto loss_of = [&](const at::Tensor& logits) {
      return objective_.loss ? objective_.loss(logits, labels, inputs, items)
                             : smoothed_cross_entropy(logits, labels, config_.label_smoothing);
    };
    std::vector<at::Tensor> at_exits;
    const at::Tensor logits =
        interpret(graph_, inputs, Mode::train, [&](std::size_t node, const at::Tensor& value) {
          if (graph_.nodes[node].kind == NodeKind::exit) at_exits.push_back(value);
          return value;
        });
    at::Tensor loss = loss_of(logits);
    for (const at::Tensor& early : at_exits) loss = loss + loss_of(early);
    optimizer_->zero_grad();
    loss.backward();
    if (config_.optimizer == Optimizer::adamw) clip_gradients();
    optimizer_->step();
    ++done_;
    if (objective_.after_step) {
      const at::NoGradGuard no_gradients;
      objective_.after_step(graph_);
    }
    return loss.item<double>();
  }

  void save(const std::filesystem::path& path) {
    TensorFile file;
    for_each_tensor([&](const std::string& name, at::Tensor& tensor) {
      file.tensors["graph." + name] = tensor;
    });
    put_optimizer(*optimizer_, file);
    for (const auto& [name, generator] : generators())
      file.tensors[name] = at::Generator(generator).get_state();
    file.tensors["order"] = order_;
    file.tensors["done"] = at::full({1}, done_, at::kLong);
    for (auto& [name, tensor] : file.tensors) tensor = tensor.cpu();
    write_sealed_safetensors(path, file, key_);
  }

  void restore(const std::filesystem::path& path) {
    if (!is_sealed_safetensors(path, key_))
      throw std::invalid_argument("it is damaged, or of another training run");
    const at::NoGradGuard no_gradients;
    const TensorFile file = read_safetensors(path);
    for_each_tensor([&](const std::string& name, at::Tensor& tensor) {
      tensor.copy_(file.tensors.at("graph." + name));
    });
    get_optimizer(*optimizer_, file);
    for (auto& [name, generator] : generators()) generator.set_state(file.tensors.at(name));
    order_ = file.tensors.at("order");
    done_ = file.tensors.at("done").item<std::int64_t>();
  }

 private:
  /// The generators that training draws from: LibTorch's default one, which orders and changes the
  /// items, and that of the device, which dropout uses.
  std::map<std::string, at::Generator> generators() const {
    std::map<std::string, at::Generator> result{
        {"random", at::globalContext().defaultGenerator(at::kCPU)}};
    if (!device_.is_cpu())
      result.emplace("random.device", at::globalContext().defaultGenerator(device_));
    return result;
  }

  template <typename Visit>
  void for_each_tensor(const Visit& visit) {
    for (Node& node : graph_.nodes) {
      for (auto& [name, tensor] : node.tensors) visit(node.name + "." + name, tensor);
    }
  }

  void clip_gradients() {
    std::vector<at::Tensor> parameters;
    for (const auto& group : optimizer_->param_groups())
      parameters.insert(parameters.end(), group.params().begin(), group.params().end());
    torch::nn::utils::clip_grad_norm_(parameters, 1.0);
  }

  Graph& graph_;
  const Dataset& data_;
  const TrainingConfig& config_;
  const Objective& objective_;
  const std::string key_;
  const at::Device device_{training_device()};
  std::int64_t steps_per_epoch_;
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
  at::Tensor order_;
  std::int64_t done_{0};
};

void restore(TrainingRun& run, const std::filesystem::path& state, const Progress& progress) {
  if (state.empty() || !std::filesystem::exists(state)) return;
  try {
    run.restore(state);
    progress(fmt::format("goes on at step {} of {}", run.done() + 1, run.steps()));
  } catch (const std::exception& problem) {
    throw UserError(
        fmt::format("training cannot continue from its state: {}: {} (remove it to start again)",
                    state.string(), problem.what()));
  }
}

/// Ends a training run that has diverged. Its saved state is removed, because it may have the same
/// weights.
void require_finite(double loss, const TrainingRun& run, const std::filesystem::path& state) {
  if (std::isfinite(loss)) return;
  std::error_code ignored;
  if (!state.empty()) std::filesystem::remove(state, ignored);
  throw UserError(
      fmt::format("training diverged: the loss of step {} of {} is {} (check that the weights it "
                  "starts from suit the data)",
                  run.done(), run.steps(), loss));
}

}  // namespace

at::Tensor smoothed_cross_entropy(const at::Tensor& logits, const at::Tensor& labels,
                                  double smoothing) {
  return at::cross_entropy_loss(logits, labels, {}, at::Reduction::Mean, -100, smoothing);
}

void train(Graph& graph, const Dataset& data, const TrainingConfig& given, const Progress& progress,
           const Objective& objective, const std::filesystem::path& state) {
  keep_freed_memory();
  const TrainingConfig config = with_enough_epochs(given, data);
  const torch::AutoGradMode gradients(true);
  torch::manual_seed(config.seed);
  at::set_num_threads(config.threads);
  TrainingRun run(graph, data, config, objective);
  restore(run, state, progress);

  std::optional<NotedInterrupt> interrupt;
  if (!state.empty()) interrupt.emplace();
  const auto started = SteadyClock::now();
  auto told = started, saved = started;
  const std::int64_t first = run.done();
  const std::int64_t per_epoch = run.steps() / config.epochs;
  double loss_sum = 0;
  std::int64_t losses = 0;
  while (run.done() < run.steps()) {
    const double loss = run.step();
    require_finite(loss, run, state);
    loss_sum += loss;
    ++losses;
    const auto now = SteadyClock::now();
    const bool epoch_ends = run.done() % per_epoch == 0;
    if (epoch_ends || now - told > kTellEvery) {
      const double each = std::chrono::duration<double>(now - started).count() /
                          static_cast<double>(run.done() - first);
      progress(fmt::format("epoch {}/{}, step {}/{}: loss {:.4f}, about {:.0f} s left",
                           (run.done() - 1) / per_epoch + 1, config.epochs, run.done(), run.steps(),
                           loss_sum / static_cast<double>(losses),
                           each * static_cast<double>(run.steps() - run.done())));
      told = now;
      if (epoch_ends) loss_sum = 0, losses = 0;
    }
    const bool ends = interrupt && NotedInterrupt::arrived();
    if (!state.empty() && (ends || now - saved > objective.save_every)) {
      run.save(state);
      saved = now;
    }
    if (ends) {
      progress(fmt::format("interrupted after step {}: the next call continues there", run.done()));
      interrupt->obey();
    }
  }
  for (Node& node : graph.nodes) {
    for (auto& [name, tensor] : node.tensors) tensor = tensor.detach().cpu();
  }
  std::error_code ignored;
  if (!state.empty()) std::filesystem::remove(state, ignored);
}

}  // namespace tiersim::models
