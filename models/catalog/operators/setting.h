#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tiersim {

/// Marks a setting whose value is the name of a layer. check_value() accepts any text for it,
/// because only the model tells which names exist.
struct LayerName {};

/// The words that a setting accepts, such as "min_max" and "mse".
using WordChoice = std::vector<std::string_view>;

/// The numbers that a setting accepts, and texts for its error message. A `probability` is above 0
/// and below 1, as "0.9". A `share` is above 0 % and at most 100 %, as "50 %".
struct NumberRange {
  enum class Form { probability, share } form;
  std::string_view noun;      ///< what the number is, as in `"2" is no threshold`
  std::string_view in_words;  ///< the range: "a probability between 0 and 1"
  std::string_view example;   ///< an accepted value: "0.9"
};

/// One setting that an operator accepts, such as `cut` in "partition(cut=auto)".
struct OperatorSetting {
  std::string_view name;
  std::variant<LayerName, WordChoice, NumberRange> values;  ///< which values it accepts
  std::string_view default_value{};  ///< value if the study writes none; empty: no value
  /// Some settings cannot be used on a model that is split over two tiers. These are the problem
  /// and the remedy for the error message. Both are empty if the setting allows a split.
  std::string_view split_problem{}, split_remedy{};
};

/// Returns the number that the text `value` states. A share is returned as a fraction: "50 %" gives
/// 0.5. Returns nullopt if `value` is not a number or is outside `range`.
std::optional<double> number_in(const NumberRange& range, const std::string& value);

/// Throws UserError if the setting does not accept the text `value`. A setting of type LayerName
/// accepts every text. The message begins with `operator_name` and says what the setting accepts.
void check_value(const OperatorSetting& setting, const std::string& operator_name,
                 const std::string& value);

/// The name of a setting and the values that it accepts, on one line for users:
/// "observer=min_max|mse (default min_max)".
std::string describe(const OperatorSetting& setting);

}  // namespace tiersim
