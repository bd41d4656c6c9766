#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/catalog/operators/setting.h"

namespace tiersim {

/// The place of an operator in a combination such as "distilled+sptq". A combination must list its
/// operators in the order of these ranks, from new_model to split.
enum class OperatorRank {
  new_model,  ///< replaces the model by another one that it trains; must be first
  float32,    ///< changes float32 weights; several such operators may be combined
  int8,       ///< makes weights int8; only an operator of rank `split` can follow
  split       ///< splits the model over two tiers; must be last
};

/// A rule that forbids one order of two operators although their ranks allow it. The descriptor of
/// one operator lists the rule. The operator `later` must not be applied after that operator.
struct OperatorConflict {
  std::string_view later;   ///< name of the operator that must not follow
  std::string_view reason;  ///< why it must not follow: a sentence for the error message
};

/// The description of one operator: everything except the code that rewrites a model. The function
/// describe_NAME() in NAME.cpp makes it, for example `OperatorDescriptor describe_sptq()` in
/// sptq.cpp.
struct OperatorDescriptor {
  std::string name{};         ///< as study files write it; operators() sets it from list.inc
  std::string_view text{};    ///< one line for users: what the operator does
  std::string_view source{};  ///< papers that define the operator; empty: none
  OperatorRank rank{OperatorRank::float32};
  std::vector<OperatorSetting> settings{};
  std::vector<OperatorConflict> conflicts{};
  bool alone{false};       ///< the operator cannot be combined with other operators
  bool calibrates{false};  ///< the operator estimates value ranges on training data
  bool learns{false};      ///< the operator trains weights on training data
  bool ready_made{false};  ///< a study may bring this operator's result (models.NAME.variants)
  bool any_module{false};  ///< the operator also accepts a model that is one TorchScript module

  bool needs_training_data() const { return calibrates || learns; }
  bool splits() const { return rank == OperatorRank::split; }
  /// The setting with this name, or nullptr if the operator has no such setting.
  const OperatorSetting* setting(std::string_view name) const;
  std::vector<std::string> setting_names() const;
};

/// The descriptors of all operators, in the order of list.inc.
const std::vector<OperatorDescriptor>& operators();

/// The descriptor of the operator `name`, or nullptr if there is no such operator. The pointer is
/// valid until the program ends.
const OperatorDescriptor* find_operator(std::string_view name);

/// The names of all operators whose descriptor makes `is_wanted(descriptor)` true, in the order of
/// list.inc.
template <typename Predicate>
std::vector<std::string> operator_names(Predicate is_wanted) {
  std::vector<std::string> names;
  for (const OperatorDescriptor& each : operators())
    if (is_wanted(each)) names.push_back(each.name);
  return names;
}
std::vector<std::string> operator_names();  ///< names of all operators, in the order of list.inc

/// The description of an operator on one line, for `tiersim list operators`: what it does, its
/// source, whether it must come first or last, how it uses training data, whether a study may bring
/// its result ready-made, and its settings. The line does not contain the name.
std::string describe(const OperatorDescriptor& descriptor);

}  // namespace tiersim
