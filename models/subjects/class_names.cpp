#include "models/subjects/class_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "models/data/label_numbers.h"
#include "models/weights/input_file.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

using Names = std::vector<std::string>;

std::int64_t value_of(const std::string& number) { return std::stol(number); }

Names numbers_below(std::int64_t count) {
  Names names;
  for (std::int64_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

/// The numbers 0 to count - 1 in the order of their bytes: 0, 1, 10, 11, 2, ...
Names numbers_as_text(std::int64_t count) {
  Names names = numbers_below(count);
  std::sort(names.begin(), names.end());
  return names;
}

[[noreturn]] void fail_classes(const std::filesystem::path& path, const std::string& problem) {
  throw UserError(fmt::format("{}: {}", path.string(), problem));
}

[[noreturn]] void fail_count(const Dataset& data, std::int64_t count,
                             const std::filesystem::path& path) {
  fail_classes(
      path,
      fmt::format("has {} classes, the weights tell {} apart (give data of all classes that the "
                  "model was trained on, or weights trained on these{})",
                  data.classes.size(), count,
                  data.is_text() ? "" : "; folders named by the classes' numbers may be a part"));
}

/// The smallest number that an item of the data has as its label.
std::int64_t least_number(const Dataset& data) {
  if (data.is_text()) return data.labels.min().item<std::int64_t>();
  std::int64_t least = value_of(data.classes.front());
  for (const std::string& name : data.classes) least = std::min(least, value_of(name));
  return least;
}

/// Numbers folders or labels that are whole numbers by their values.
ClassNames by_value(const Dataset& data, std::int64_t count, bool is_asked_for,
                    const std::filesystem::path& path) {
  std::int64_t largest = 0;
  for (const std::string& name : data.classes) largest = std::max(largest, value_of(name));
  const std::int64_t least = least_number(data);
  if (largest == count && least == 1)
    fail_classes(path,
                 fmt::format("its classes are numbered from 1 to {}, but the classes of a model "
                             "count from 0 ({})",
                             largest,
                             data.is_text() ? "subtract 1 from each label"
                                            : "rename the folders to 0, 1, 2, ...; or write "
                                              "classes: by-text if the model was trained with "
                                              "torchvision's ImageFolder"));
  const bool fits = largest + 1 == count || (!data.is_text() && largest < count);
  if (!fits) fail_count(data, count, path);
  ClassNames result{numbers_below(count), ""};
  if (data.is_text() || is_asked_for) return result;
  const Names as_text = data.classes.size() == static_cast<std::size_t>(count)
                            ? data.classes
                            : numbers_as_text(count);
  if (as_text != result.names)
    result.warning = fmt::format(
        "its folders are numbered by value, but torchvision's ImageFolder numbers them by text: {} "
        "(write classes: by-text if the model was trained so, else classes: by-number)",
        mapping_of(as_text));
  else if (least > 0)
    result.warning = fmt::format(
        "has no folder \"0\": the folder \"{0}\" is class {0} (if it should be class 0, rename the "
        "folders; else write classes: by-number)",
        least);
  return result;
}

/// Numbers folders in the order of their names' bytes. Folders that are named by numbers may be
/// some of all.
ClassNames by_bytes(const Dataset& data, std::int64_t count, const std::filesystem::path& path) {
  if (static_cast<std::int64_t>(data.classes.size()) == count) return {data.classes, ""};
  const Names all = numbers_as_text(count);
  const bool are_part = std::all_of(data.classes.begin(), data.classes.end(), [&](const auto& n) {
    return std::binary_search(all.begin(), all.end(), n);
  });
  if (!are_part) fail_count(data, count, path);
  return {all, ""};
}

}  // namespace

ClassNames classes_of(const Dataset& data, std::int64_t count, const Names& own_names,
                      std::optional<ClassOrder> order, const std::filesystem::path& path) {
  const Names& names = data.classes;
  const std::set<std::string> own(own_names.begin(), own_names.end());
  if (std::all_of(names.begin(), names.end(), [&](const auto& n) { return own.count(n) > 0; }))
    return {own_names, ""};
  if (order == ClassOrder::by_text) return by_bytes(data, count, path);
  if (const std::string odd = odd_among_numbers(names); !odd.empty())
    fail_classes(path,
                 fmt::format("the class \"{}\" is not written as a whole number, other classes are "
                             "(rename it, or write classes: by-text to number all by their text)",
                             printable(odd)));
  if (std::all_of(names.begin(), names.end(), is_class_number))
    return by_value(data, count, order.has_value(), path);
  if (order == ClassOrder::by_number)
    fail_classes(path, fmt::format("the class \"{}\" is no whole number (leave classes: by-number "
                                   "out)",
                                   printable(names.front())));
  if (own_names.empty()) {
    if (static_cast<std::int64_t>(names.size()) != count) fail_count(data, count, path);
    return {names, ""};
  }
  for (const std::string& name : names) {
    if (own.count(name) == 0)
      fail_classes(path, fmt::format("the class \"{}\" is none of the model's (config.json names "
                                     "{}; use these, or numbers from 0)",
                                     printable(name), fmt::join(own_names, ", ")));
  }
  fail_count(data, count, path);
}

std::string mapping_of(const Names& classes) {
  constexpr std::size_t kMostShown = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(classes.size(), kMostShown); ++i)
    text += fmt::format("{}{} is \"{}\"", i == 0 ? "" : ", ", i, printable(classes[i]));
  return text + (classes.size() > kMostShown ? ", ..." : "");
}

void renumber(Dataset& data, const Names& classes, const std::filesystem::path& path) {
  std::vector<std::int64_t> numbers;
  for (const std::string& name : data.classes) {
    const auto found = std::find(classes.begin(), classes.end(), name);
    if (found == classes.end())
      fail_classes(path, fmt::format("the class \"{}\" is not among the {} of the model (take it "
                                     "out, or use the training data's names)",
                                     printable(name), classes.size()));
    numbers.push_back(found - classes.begin());
  }
  data.labels = at::tensor(numbers).index_select(0, data.labels);
  data.classes = classes;
}

}  // namespace tiersim::models
