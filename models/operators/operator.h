#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/catalog/composition.h"
#include "models/data/dataset.h"
#include "models/ir/graph.h"
#include "models/training/trainer.h"

namespace tiersim::models {

struct Subject;

/// A rewrite cannot be applied to this model; the text names the layer.
class OperatorError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A subject after its operators: one stage, or two where it is split.
struct Variant {
  std::vector<Graph> stages;
};

/// What operators may draw on besides the model.
struct PrepareContext {
  const Subject* subject{nullptr};
  at::Tensor calibration;  ///< inputs of the training set: float32 [N, C, H, W] or ids [N, T]
  at::Tensor sample;       ///< one input as a request carries it, without padding
  const Dataset* training{nullptr};  ///< nullptr: there are no data, and nothing is learnt
  Progress progress{[](const std::string&) {}};
  std::filesystem::path learnt_folder{};  ///< where what is learnt is kept; empty: in the cache
  std::string operator_name{};            ///< the operators applied up to and including this one
};

/// A rewrite of a model: quantization, pruning, a split over two tiers.
///
/// The variant given is left unchanged. Throws OperatorError where it cannot be rewritten.
class Operator {
 public:
  virtual ~Operator() = default;
  virtual std::string_view name() const = 0;  ///< as scenario files spell it: "sptq"
  virtual Variant apply(const Variant& variant, const OperatorCall& call,
                        const PrepareContext& context) const = 0;
};

/// The only stage of a variant that has not been split; throws OperatorError for a split one.
const Graph& single_stage(const Variant& variant, std::string_view operator_name);

/// The same, of nodes that can be rewritten; throws OperatorError for a model that TorchScript runs
/// in one piece, naming what keeps it so.
const Graph& rewritable_stage(const Variant& variant, std::string_view operator_name);

/// The operator of that name, for the whole life of the process; nullptr where there is none.
const Operator* find_operator(std::string_view name);
std::vector<std::string_view> operator_names();

/// Applies "a+b" left to right, then lowers every stage for inference. A ready-made variant that
/// the study brings takes the place of the first operator (ready_made.h).
Variant apply_operators(std::string_view operator_name, const Graph& trained,
                        const PrepareContext& context);

}  // namespace tiersim::models
