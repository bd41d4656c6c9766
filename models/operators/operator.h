#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/catalog/operator_spec.h"
#include "models/data/dataset.h"
#include "models/ir/graph.h"
#include "models/training/trainer.h"

namespace tiersim::models {

struct Subject;

/// An operator cannot be applied to this model. The text names the layer.
class OperatorError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A subject after its operators: one stage, or two where it is split.
struct Variant {
  std::vector<Graph> stages;
};

/// What operators may use besides the model.
struct PrepareContext {
  const Subject* subject{nullptr};
  at::Tensor calibration;  ///< inputs of the training set: float32 [N, C, H, W] or ids [N, T]
  at::Tensor sample;       ///< one input as a request carries it, without padding
  const Dataset* training{nullptr};  ///< nullptr: there are no data, so nothing is learnt
  Progress progress{[](const std::string&) {}};
  std::filesystem::path learnt_folder{};  ///< of learnt graphs; empty: in the cache
  std::vector<OperatorCall> applied{};    ///< the operators up to and including this one
};

/// Applies one operator to a variant, which stays unchanged. Each operator's own file defines how:
/// `Variant apply_sptq(const Graph& whole, const OperatorCall& call, const PrepareContext&
/// context)` in sptq.cpp. Throws OperatorError where the operator cannot rewrite this variant.
Variant apply_operator(const OperatorCall& call, const Variant& variant,
                       const PrepareContext& context);

/// Applies the operators left to right, then lowers every stage for inference. A ready-made variant
/// that the study brings takes the place of the first operator (ready_made.h).
Variant apply_operators(const OperatorSpec& spec, const Graph& trained,
                        const PrepareContext& context);

/// The only stage of a variant. Throws OperatorError where the variant is split, and where
/// TorchScript runs it in one piece; that message names the operation that keeps it in one piece.
const Graph& rewritable_stage(const Variant& variant, const std::string& operator_name);

}  // namespace tiersim::models
