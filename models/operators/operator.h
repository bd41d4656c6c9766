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

/// The error that an operator cannot be applied to a model. The text names the operator or the
/// model and gives the reason.
class OperatorError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A subject after its operators were applied: one graph, or two graphs if an operator has split
/// the model over two tiers.
struct Variant {
  std::vector<Graph> stages;
};

/// The resources that an operator may use while it rewrites a model: the subject, calibration
/// inputs, training data, and a folder for trained graphs.
struct PrepareContext {
  const Subject* subject{nullptr};  ///< the subject whose model is rewritten
  /// Inputs on which value ranges are estimated: float32 [N, C, H, W] or token ids int64 [N, T].
  /// They are from the training set, or random if there is none.
  at::Tensor calibration;
  at::Tensor sample;  ///< input of one typical request, without padding
  const Dataset* training{
      nullptr};  ///< the training set; nullptr: none, so operators train nothing
  Progress progress{[](const std::string&) {}};  ///< receives lines of text for the user
  std::filesystem::path learnt_folder{};  ///< where trained graphs are stored; empty: the cache
  std::vector<OperatorCall> applied{};    ///< all operators so far, with the current one at the end
};

/// Applies one operator to a variant and returns the result; `variant` itself stays unchanged. Each
/// operator's own file defines how: `Variant apply_sptq(const Graph& whole, const OperatorCall&
/// call, const PrepareContext& context)` in sptq.cpp. Throws OperatorError if the operator cannot
/// rewrite this variant.
Variant apply_operator(const OperatorCall& call, const Variant& variant,
                       const PrepareContext& context);

/// Applies the operators of `spec` to the graph `trained` from left to right, then lowers every
/// stage for inference (lower.h). If the study brings a finished result of the first operator
/// (ready_made.h), that result is used and the operator is not applied. Throws OperatorError if an
/// operator cannot rewrite the model, if it needs training data that the study's own model lacks
/// (require_training_data()), or if a finished result comes with settings.
Variant apply_operators(const OperatorSpec& spec, const Graph& trained,
                        const PrepareContext& context);

/// Returns the only stage of a variant. Throws OperatorError if the variant is split over two
/// tiers, or if it is one TorchScript module, whose layers an operator cannot rewrite. The error
/// begins with `operator_name`. For a TorchScript module it names the operation that has no kind of
/// node.
const Graph& rewritable_stage(const Variant& variant, const std::string& operator_name);

}  // namespace tiersim::models
