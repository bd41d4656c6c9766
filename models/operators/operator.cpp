#include "models/operators/operator.h"

#include <array>

#include "models/operators/lower.h"
#include "models/operators/partition.h"
#include "models/operators/static_quantization.h"

namespace tiersim::models {
namespace {

/// The model as trained; lowering for inference happens to every variant alike.
class Identity final : public Operator {
 public:
  std::string_view name() const override { return "identity"; }
  Variant apply(const Variant& variant, const PrepareContext&) const override { return variant; }
};

const std::array<const Operator*, 3>& table() {
  static const Identity identity;
  static const StaticQuantization static_quantization;
  static const Partition partition;
  static const std::array<const Operator*, 3> operators{&identity, &static_quantization,
                                                        &partition};
  return operators;
}

}  // namespace

const Graph& single_stage(const Variant& variant, std::string_view operator_name) {
  if (variant.stages.size() != 1) {
    throw OperatorError(std::string(operator_name) +
                        ": the model is split already (partition comes last)");
  }
  return variant.stages[0];
}

const Operator* find_operator(std::string_view name) {
  for (const Operator* candidate : table()) {
    if (candidate->name() == name) return candidate;
  }
  return nullptr;
}

std::vector<std::string_view> operator_names() {
  std::vector<std::string_view> names;
  for (const Operator* candidate : table()) names.push_back(candidate->name());
  return names;
}

Variant apply_operators(std::string_view composition, const Graph& trained,
                        const PrepareContext& context) {
  Variant variant{{trained}};
  while (!composition.empty()) {
    const std::size_t plus = composition.find('+');
    const std::string_view name = composition.substr(0, plus);
    const Operator* step = find_operator(name);
    if (!step) throw OperatorError("unknown operator \"" + std::string(name) + "\"");
    variant = step->apply(variant, context);
    composition.remove_prefix(plus == std::string_view::npos ? composition.size() : plus + 1);
  }
  for (Graph& stage : variant.stages) stage = lower(stage);
  return variant;
}

}  // namespace tiersim::models
