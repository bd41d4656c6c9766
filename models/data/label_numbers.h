#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/data/line_reader.h"

namespace tiersim::models {

/// Collects the labels of a file and then numbers them. Labels that are all whole numbers of 0 or
/// more have their own value. Names are numbered in the order of their bytes. Given classes keep
/// their order.
class LabelNumbers {
 public:
  static constexpr std::size_t kMostClasses = 10'000;

  /// If `classes` is not empty, other labels are refused.
  explicit LabelNumbers(const std::vector<std::string>& classes);

  /// Throws UserError, with the line last read, if the label is empty, negative, unknown or one too
  /// many.
  void add(const LineReader& lines, std::string_view label);

  std::vector<std::string> classes() const;   ///< names of the classes, by number
  std::vector<std::int64_t> numbers() const;  ///< numbers of the labels, in the order of add()

 private:
  std::size_t place_of(const std::string& name);

  bool given_;
  std::vector<std::string> names_;  // in the order of appearance in the file
  std::map<std::string, std::size_t> places_;
  std::vector<std::size_t> labels_;  // indices in names_
};

}  // namespace tiersim::models
