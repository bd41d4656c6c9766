#include "models/data/label_numbers.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/data/unicode.h"

namespace tiersim::models {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_class_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;  // fits an int
  return is_digits(text) && text.size() <= kMostDigits && (text == "0" || text[0] != '0');
}

std::string odd_among_numbers(const std::vector<std::string>& names) {
  const auto odd = std::find_if_not(names.begin(), names.end(), is_class_number);
  if (odd == names.end() || std::none_of(names.begin(), names.end(), is_class_number)) return "";
  const bool padded = std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return is_digits(name) && name.size() == odd->size();
  });
  return padded ? "" : *odd;
}

LabelNumbers::LabelNumbers(const std::vector<std::string>& classes) : given_(!classes.empty()) {
  for (const std::string& name : classes) place_of(name);
}

std::size_t LabelNumbers::place_of(const std::string& name) {
  const auto [found, is_new] = places_.emplace(name, names_.size());
  if (is_new) names_.push_back(name);
  return found->second;
}

void LabelNumbers::add(const LineReader& lines, std::string_view label) {
  if (label.empty()) lines.fail("the label is empty", "fill it in or leave the line out");
  if (!is_utf8(label)) lines.fail("is not UTF-8", "convert it with iconv");
  if (label[0] == '-' && is_digits(label.substr(1))) {
    lines.fail(fmt::format("the label {} is negative", label), "count labels from 0");
  }
  const std::size_t known = names_.size();
  labels_.push_back(place_of(std::string(label)));
  if (names_.size() == known) return;
  if (given_) {
    lines.fail(fmt::format("the label \"{}\" is not among the {} classes", label, known),
               "use the labels that the model was trained with");
  }
  if (!odd_among_numbers({names_.front(), names_.back()}).empty()) {
    lines.fail(fmt::format("the label \"{}\" is {} whole number, but \"{}\" is {}", label,
                           is_class_number(label) ? "a" : "no", names_.front(),
                           is_class_number(label) ? "none" : "one"),
               "write all labels as whole numbers from 0, or none");
  }
  const bool too_large = is_class_number(label) && std::stoul(std::string(label)) >= kMostClasses;
  if (too_large || names_.size() > kMostClasses) {
    lines.fail(fmt::format("the label \"{}\" makes more than {} classes", label, kMostClasses),
               "is this the column of labels?");
  }
}

std::vector<std::string> LabelNumbers::classes() const {
  std::vector<std::string> classes = names_;
  if (given_) return classes;
  std::sort(classes.begin(), classes.end());
  if (!std::all_of(names_.begin(), names_.end(), is_class_number)) return classes;
  std::size_t count = 0;
  for (const std::string& name : names_) count = std::max<std::size_t>(count, std::stoul(name) + 1);
  classes.clear();
  for (std::size_t i = 0; i < count; ++i) classes.push_back(std::to_string(i));
  return classes;
}

std::vector<std::int64_t> LabelNumbers::numbers() const {
  const std::vector<std::string> by_number = classes();
  std::vector<std::int64_t> number_of(names_.size());
  for (std::size_t i = 0; i < by_number.size(); ++i) {
    // A class number may have no label.
    const auto found = places_.find(by_number[i]);
    if (found != places_.end()) number_of[found->second] = static_cast<std::int64_t>(i);
  }
  std::vector<std::int64_t> numbers;
  for (const std::size_t place : labels_) numbers.push_back(number_of[place]);
  return numbers;
}

}  // namespace tiersim::models
