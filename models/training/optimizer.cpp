#include "models/training/optimizer.h"

#include <fmt/format.h>
#include <torch/version.h>

#include <utility>

namespace tiersim::models {
namespace {

using torch::optim::AdamWOptions;
using torch::optim::AdamWParamState;
using torch::optim::SGDOptions;
using torch::optim::SGDParamState;

template <typename Options>
std::vector<torch::optim::OptimizerParamGroup> groups_of(const std::vector<at::Tensor>& parameters,
                                                         const Options& options, double decay) {
  std::vector<at::Tensor> decayed, plain;
  for (const at::Tensor& parameter : parameters)
    (parameter.dim() > 1 ? decayed : plain).push_back(parameter);
  const auto with = [&](double weight_decay) {
    return std::make_unique<Options>(Options(options).weight_decay(weight_decay));
  };
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(decayed, with(decay));
  groups.emplace_back(plain, with(0.0));
  return groups;
}

/// The key of a parameter's state: its address, as a text in LibTorch 1 and as a pointer in 2.
auto key_of(const at::Tensor& parameter) {
#if TORCH_VERSION_MAJOR < 2
  return c10::guts::to_string(parameter.unsafeGetTensorImpl());
#else
  return static_cast<void*>(parameter.unsafeGetTensorImpl());
#endif
}

/// Calls `visit` with the number of every parameter and with the parameter.
template <typename Visit>
void for_each_parameter(torch::optim::Optimizer& optimizer, const Visit& visit) {
  int number = 0;
  for (auto& group : optimizer.param_groups()) {
    for (const at::Tensor& parameter : group.params()) visit(number++, parameter);
  }
}

}  // namespace

std::unique_ptr<torch::optim::Optimizer> make_optimizer(const std::vector<at::Tensor>& parameters,
                                                        const TrainingConfig& config) {
  const double rate = config.peak_learning_rate;
  if (config.optimizer == Optimizer::adamw) {
    return std::make_unique<torch::optim::AdamW>(
        groups_of(parameters, AdamWOptions(rate), config.weight_decay), AdamWOptions(rate));
  }
  const SGDOptions options = SGDOptions(rate).momentum(0.9).nesterov(true);
  return std::make_unique<torch::optim::SGD>(groups_of(parameters, options, config.weight_decay),
                                             options);
}

void set_learning_rate(torch::optim::Optimizer& optimizer, double rate) {
  for (auto& group : optimizer.param_groups()) {
    if (auto* sgd = dynamic_cast<SGDOptions*>(&group.options())) sgd->lr(rate);
    if (auto* adamw = dynamic_cast<AdamWOptions*>(&group.options())) adamw->lr(rate);
  }
}

void put_optimizer(torch::optim::Optimizer& optimizer, TensorFile& file) {
  for_each_parameter(optimizer, [&](int number, const at::Tensor& parameter) {
    const auto found = optimizer.state().find(key_of(parameter));
    if (found == optimizer.state().end()) return;  // no step has been taken
    const std::string prefix = fmt::format("optimizer.{}.", number);
    if (auto* sgd = dynamic_cast<SGDParamState*>(found->second.get())) {
      file.tensors[prefix + "momentum"] = sgd->momentum_buffer();
    } else if (auto* adamw = dynamic_cast<AdamWParamState*>(found->second.get())) {
      file.tensors[prefix + "mean"] = adamw->exp_avg();
      file.tensors[prefix + "square"] = adamw->exp_avg_sq();
      file.tensors[prefix + "step"] = at::full({1}, adamw->step(), at::kLong);
    }
  });
}

void get_optimizer(torch::optim::Optimizer& optimizer, const TensorFile& file) {
  const bool adamw = dynamic_cast<torch::optim::AdamW*>(&optimizer) != nullptr;
  for_each_parameter(optimizer, [&](int number, const at::Tensor& parameter) {
    const std::string prefix = fmt::format("optimizer.{}.", number);
    const auto moment = [&](const char* name) {
      return file.tensors.at(prefix + name).to(parameter.device());
    };
    if (adamw) {
      auto state = std::make_unique<AdamWParamState>();
      state->exp_avg(moment("mean"));
      state->exp_avg_sq(moment("square"));
      state->step(file.tensors.at(prefix + "step").item<std::int64_t>());
      optimizer.state()[key_of(parameter)] = std::move(state);
    } else {
      auto state = std::make_unique<SGDParamState>();
      state->momentum_buffer(moment("momentum"));
      optimizer.state()[key_of(parameter)] = std::move(state);
    }
  });
}

}  // namespace tiersim::models
