#pragma once

#include <map>
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
/// `"<text>" <problem> (<remedy>)`, for unknown operators and settings and for an order that makes
/// no sense, with the reason and the order that works.
std::vector<OperatorCall> parse_composition(std::string_view text);

/// The reverse: settings in alphabetical order.
std::string to_string(const std::vector<OperatorCall>& calls);

/// Whether a composition splits the model over two tiers.
bool is_split(std::string_view composition);

}  // namespace tiersim
