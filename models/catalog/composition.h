#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// One operator of a composition with its settings: "partition(cut=layer2.1.add)".
struct OperatorCall {
  std::string name;
  std::map<std::string, std::string> settings;

  /// The value of a setting, or what holds where it is not given.
  std::string setting(const std::string& key, const std::string& otherwise) const;
  friend bool operator==(const OperatorCall& a, const OperatorCall& b) {
    return a.name == b.name && a.settings == b.settings;
  }
};

/// "sptq(observer=mse)+partition" to its operators. Throws UserError,
/// `"<text>" <problem> (<remedy>)`, for unknown operators and settings, for an order that makes
/// no sense, with the reason and the order that works, and for a model of two answers that is
/// split.
std::vector<OperatorCall> parse_composition(std::string_view text);

/// The reverse: settings in alphabetical order.
std::string to_string(const std::vector<OperatorCall>& calls);

/// The softmax probability, in (0, 1), at which "early_exit(threshold=0.9)" answers at its inner
/// head; nothing where the call has no threshold. Throws UserError for another value.
std::optional<double> exit_threshold(const OperatorCall& call);

/// The share of channels, in (0, 1], that "pruned_channels(keep=50 %)" keeps; half where the call
/// says nothing. Throws UserError for another value.
double kept_share(const OperatorCall& call);

/// Whether a composition splits the model over two tiers.
bool is_split(std::string_view operator_name);

}  // namespace tiersim
