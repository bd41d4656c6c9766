#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/data/line_reader.h"

namespace tiersim::models {

/// Whether a text is a whole number of 0 or more as a class number is written: at most 9 digits,
/// without a sign and without leading zeros.
bool is_class_number(std::string_view text);

/// Returns the first name that is not a class number if other names are class numbers, such as
/// "03", "1.0" or "three" among "0" to "11". Returns "" if all names are class numbers or none is,
/// and also if all names are digits of equal length, such as "01" to "12", because their order as
/// numbers is then their order as text.
std::string odd_among_numbers(const std::vector<std::string>& names);

/// Collects the labels of a file and then numbers them. If all labels are whole numbers of 0 or
/// more, without leading zeros, each label is its own number. Otherwise labels are names, which are
/// numbered in the order of their bytes. If the constructor was given classes, the number of a
/// label is its index among these classes instead, and any other label is refused.
class LabelNumbers {
 public:
  static constexpr std::size_t kMostClasses = 10'000;  ///< maximum number of classes

  /// Starts a collection. If `classes` is not empty, its names are the classes, in this order, and
  /// other labels are refused.
  explicit LabelNumbers(const std::vector<std::string>& classes);

  /// Adds the label of the next example. Throws UserError, with the line that `lines` read last, if
  /// the label is empty, negative or not UTF-8, or if it is not among the classes of the
  /// constructor. Without such classes, throws UserError for a whole number of kMostClasses or
  /// more, if there are more than kMostClasses different labels, and for a name among whole numbers
  /// (odd_among_numbers()).
  void add(const LineReader& lines, std::string_view label);

  std::vector<std::string> classes() const;   ///< names of the classes, by number
  std::vector<std::int64_t> numbers() const;  ///< class of each label, in the order of add()

 private:
  std::size_t place_of(const std::string& name);

  bool given_;
  std::vector<std::string> names_;  // in the order of appearance in the file
  std::map<std::string, std::size_t> places_;
  std::vector<std::size_t> labels_;  // indices in names_
};

}  // namespace tiersim::models
