#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/catalog/operators/descriptor.h"

namespace tiersim {

/// One operator of a combination and the values of its settings, such as
/// "partition(cut=layer2.1.add)".
struct OperatorCall {
  const OperatorDescriptor* descriptor;         ///< description of the operator; never nullptr
  std::map<std::string, std::string> settings;  ///< values that the user wrote, by setting

  const std::string& name() const { return descriptor->name; }
  /// The value of the setting `key`: the written value, or else the default, or else "". The
  /// operator must have this setting.
  std::string setting(const std::string& key) const;
  /// The value of the setting `key` as a number; a share is a fraction (50 % is 0.5). Nothing if
  /// the setting has no value, or a value that it does not accept. The operator must have this
  /// setting, and the setting must take a number.
  std::optional<double> number(const std::string& key) const;

  friend bool operator==(const OperatorCall& a, const OperatorCall& b) {
    return a.descriptor == b.descriptor && a.settings == b.settings;
  }
};

/// The text of a call as study files write it, such as "partition(cut=layer2.1.add)": the name, and
/// in brackets the settings that were written, in alphabetical order. Several calls are joined with
/// '+', in the order of application.
std::string to_string(const OperatorCall& call);
std::string to_string(const std::vector<OperatorCall>& calls);

/// A checked combination of one or more operators, as a study writes it:
/// "pruned+sptq(observer=mse)". The operators are applied from left to right. Their settings and
/// their order are valid.
class OperatorSpec {
 public:
  /// Makes a combination from `calls`, without a check: they must be valid already. text() is then
  /// to_string(calls).
  explicit OperatorSpec(std::vector<OperatorCall> calls) : OperatorSpec(calls, to_string(calls)) {}

  const std::vector<OperatorCall>& calls() const { return calls_; }
  /// The combination exactly as the study wrote it, or to_string(calls()) if the object was made
  /// from calls. Result columns, cache keys and messages name a variant by this text.
  const std::string& text() const { return text_; }
  /// Whether the last operator splits the model over two tiers.
  bool splits() const { return calls_.back().descriptor->splits(); }

 private:
  friend OperatorSpec parse_operator(std::string_view text);
  OperatorSpec(std::vector<OperatorCall> calls, std::string text)
      : calls_(std::move(calls)), text_(std::move(text)) {}

  std::vector<OperatorCall> calls_;
  std::string text_;
};

/// Parses a combination of operators, such as "sptq(observer=mse)+partition", and checks it. Throws
/// UserError, with the problem and a remedy, for text that is malformed, for an unknown operator or
/// setting, for a setting that occurs twice, and for a value that a setting does not accept. Also
/// throws it for operators that cannot be combined, or that cannot have this order.
OperatorSpec parse_operator(std::string_view text);

}  // namespace tiersim
