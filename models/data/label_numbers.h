#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/data/line_reader.h"

namespace tiersim::models {

/// Gathers the labels of a file, then numbers them: those that all are integers from 0 by their
/// value, names in the order of their bytes, and given classes as they were given.
class LabelNumbers {
 public:
  static constexpr std::size_t kMostClasses = 10'000;

  /// Where `classes` are given, no other label is taken.
  explicit LabelNumbers(const std::vector<std::string>& classes);

  /// Complains of the line last read where the label is empty, negative, unknown or one too many.
  void add(const LineReader& lines, std::string_view label);

  std::vector<std::string> classes() const;   ///< by number
  std::vector<std::int64_t> numbers() const;  ///< of the labels added, in order

 private:
  std::size_t place_of(const std::string& name);

  bool given_;
  std::vector<std::string> names_;  // in the order of appearance
  std::map<std::string, std::size_t> places_;
  std::vector<std::size_t> labels_;  // places in names_
};

}  // namespace tiersim::models
