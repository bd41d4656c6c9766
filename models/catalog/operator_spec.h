#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/catalog/operators/descriptor.h"

namespace tiersim {

/// One operator with its settings: "partition(cut=layer2.1.add)".
struct OperatorCall {
  const OperatorDescriptor* descriptor;         ///< never nullptr
  std::map<std::string, std::string> settings;  ///< those that are given

  const std::string& name() const { return descriptor->name; }
  /// The value of a setting: as given, else its default, else "".
  std::string setting(const std::string& key) const;
  /// The same of a setting that takes a number; nothing where it has no value.
  std::optional<double> number(const std::string& key) const;

  friend bool operator==(const OperatorCall& a, const OperatorCall& b) {
    return a.descriptor == b.descriptor && a.settings == b.settings;
  }
};

/// "partition(cut=layer2.1.add)"; calls are joined with '+'. Settings are in alphabetical order.
std::string to_string(const OperatorCall& call);
std::string to_string(const std::vector<OperatorCall>& calls);

/// What a study calls an operator: known operators that are applied left to right, at least one,
/// with settings and in an order that were checked.
class OperatorSpec {
 public:
  /// `calls`: checked. The text is made from them.
  explicit OperatorSpec(std::vector<OperatorCall> calls) : OperatorSpec(calls, to_string(calls)) {}

  const std::vector<OperatorCall>& calls() const { return calls_; }
  /// As it was written. Names variants in columns, keys and messages.
  const std::string& text() const { return text_; }
  /// Whether it splits the model over two tiers.
  bool splits() const { return calls_.back().descriptor->splits(); }

 private:
  friend OperatorSpec parse_operator(std::string_view text);
  OperatorSpec(std::vector<OperatorCall> calls, std::string text)
      : calls_(std::move(calls)), text_(std::move(text)) {}

  std::vector<OperatorCall> calls_;
  std::string text_;
};

/// Reads "sptq(observer=mse)+partition". Throws UserError, `"<text>" <problem> (<remedy>)`, for an
/// unknown operator or setting, a value that a setting does not take, and operators that cannot
/// stand together or in this order.
OperatorSpec parse_operator(std::string_view text);

}  // namespace tiersim
