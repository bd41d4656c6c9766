#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tiersim {

/// The setting takes the name of a layer. Only the model can tell which names are right.
struct LayerName {};

/// The setting takes one of these words.
using WordChoice = std::vector<std::string_view>;

/// The setting takes a number above 0 and below 1, or a share above 0 % and up to 100 %.
struct NumberRange {
  enum class Form { probability, share } form;
  std::string_view noun;      ///< "threshold", as in `"2" is no threshold`
  std::string_view in_words;  ///< "a probability between 0 and 1"
  std::string_view example;   ///< "0.9"
};

/// One setting of an operator, as `cut` in "partition(cut=auto)".
struct OperatorSetting {
  std::string_view name;
  std::variant<LayerName, WordChoice, NumberRange> values;
  std::string_view default_value{};  ///< empty: the setting may be left unset
  /// Why a model for which this is set cannot be split, and what to do instead; empty where it can.
  std::string_view split_problem{}, split_remedy{};
};

/// The number that `value` says; nothing where it is none or lies outside of the range.
std::optional<double> number_in(const NumberRange& range, const std::string& value);

/// Throws UserError where the setting does not take `value`. Starts with the operator's name.
void check_value(const OperatorSetting& setting, const std::string& operator_name,
                 const std::string& value);

/// What the setting takes, on one line: "observer=min_max|mse (default min_max)".
std::string describe(const OperatorSetting& setting);

}  // namespace tiersim
