#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/catalog/operators/setting.h"

namespace tiersim {

/// Where an operator may stand among others: operators are applied in the order of their ranks.
enum class OperatorRank {
  new_model,  ///< trains another model in place of the one given; comes first
  float32,    ///< rewrites float32 weights; several may follow each other
  int8,       ///< makes weights int8; no operator that needs float32 weights can follow
  split       ///< splits the model over two tiers, after the layer that its setting `cut` names
};

/// Another operator that cannot follow, although the ranks allow it.
struct OperatorConflict {
  std::string_view later;   ///< the name of the other operator
  std::string_view reason;  ///< a sentence for the message
};

/// Everything about one operator except its code. Each operator's own file defines its descriptor,
/// without the name: `OperatorDescriptor describe_sptq()` in sptq.cpp.
struct OperatorDescriptor {
  std::string name{};         ///< as studies spell it; the table sets it from list.inc
  std::string_view text{};    ///< what the operator does, in one line
  std::string_view source{};  ///< the papers it is from; empty where there is none
  OperatorRank rank{OperatorRank::float32};
  std::vector<OperatorSetting> settings{};
  std::vector<OperatorConflict> conflicts{};
  bool alone{false};       ///< cannot be composed with others
  bool calibrates{false};  ///< reads inputs of the training data
  bool learns{false};      ///< trains on the training data; results are shipped with subjects
  bool ready_made{false};  ///< a study may bring its result (models.NAME.variants)
  bool any_module{false};  ///< also takes a model that TorchScript runs in one piece

  bool needs_training_data() const { return calibrates || learns; }
  bool splits() const { return rank == OperatorRank::split; }
  const OperatorSetting* setting(std::string_view name) const;  ///< nullptr: no such setting
  std::vector<std::string> setting_names() const;
};

/// All operators, in the order of list.inc.
const std::vector<OperatorDescriptor>& operators();

/// nullptr where no operator has that name. The pointer stays valid.
const OperatorDescriptor* find_operator(std::string_view name);

/// The names of the operators for which `is_wanted(descriptor)` holds, in order.
template <typename Predicate>
std::vector<std::string> operator_names(Predicate is_wanted) {
  std::vector<std::string> names;
  for (const OperatorDescriptor& each : operators())
    if (is_wanted(each)) names.push_back(each.name);
  return names;
}
std::vector<std::string> operator_names();  ///< of all

/// The line of `tiersim list operators`: text, source, place, data and settings.
std::string describe(const OperatorDescriptor& descriptor);

}  // namespace tiersim
