#include "models/subjects/class_names.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;

namespace {

using Names = std::vector<std::string>;

/// Data with one image in each of these folders, in the order of their names' bytes.
Dataset folders(Names names) {
  std::sort(names.begin(), names.end());
  Dataset data;
  const auto count = static_cast<std::int64_t>(names.size());
  data.items = at::zeros({count, 1, 2, 2}, at::kByte);
  data.labels = at::arange(count);
  data.classes = std::move(names);
  return data;
}

Names numbers(int first, int last) {
  Names names;
  for (int i = first; i <= last; ++i) names.push_back(std::to_string(i));
  return names;
}

/// The class of the folder `name`.
std::int64_t class_of(const std::string& name, const Names& all, std::int64_t count,
                      std::optional<ClassOrder> order) {
  Dataset data = folders(all);
  const auto at = std::find(data.classes.begin(), data.classes.end(), name) - data.classes.begin();
  renumber(data, classes_of(data, count, {}, order, "photos").names, "photos");
  return data.labels[at].item<std::int64_t>();
}

std::string warning_of(const Names& names, std::int64_t count,
                       std::optional<ClassOrder> order = std::nullopt) {
  return classes_of(folders(names), count, {}, order, "photos").warning;
}

std::string refusal_of(const Names& names, std::int64_t count,
                       std::optional<ClassOrder> order = std::nullopt) {
  try {
    classes_of(folders(names), count, {}, order, "photos");
    return "";
  } catch (const UserError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("Folders 0 to 11 are numbered by value, or by text as torchvision's ImageFolder does",
          "[class_names]") {
  // As text: 0, 1, 10, 11, 2, 3, ..., 9.
  const Names twelve = numbers(0, 11);
  for (const auto& [name, by_number, by_text] : {std::tuple{"0", 0, 0},
                                                 {"1", 1, 1},
                                                 {"10", 10, 2},
                                                 {"11", 11, 3},
                                                 {"2", 2, 4},
                                                 {"9", 9, 11}}) {
    INFO(name);
    CHECK(class_of(name, twelve, 12, std::nullopt) == by_number);
    CHECK(class_of(name, twelve, 12, ClassOrder::by_number) == by_number);
    CHECK(class_of(name, twelve, 12, ClassOrder::by_text) == by_text);
  }
}

TEST_CASE("A warning shows the other numbering exactly where the two differ", "[class_names]") {
  CHECK(warning_of(numbers(0, 9), 10).empty());
  const std::string warning = warning_of(numbers(0, 11), 12);
  CHECK_THAT(warning, Contains("ImageFolder numbers them by text: 0 is \"0\", 1 is \"1\", 2 is "
                               "\"10\", 3 is \"11\", 4 is \"2\""));
  CHECK_THAT(warning, Contains("(write classes: by-text if"));
  CHECK(warning_of(numbers(0, 11), 12, ClassOrder::by_number).empty());
  CHECK(warning_of(numbers(0, 11), 12, ClassOrder::by_text).empty());
  // Some of the folders of a model of 1,000 classes: as text, 207 comes after 0, 1, 10, 100, ...
  CHECK_THAT(warning_of({"0", "207", "999"}, 1000), Contains("2 is \"10\", 3 is \"100\""));
  CHECK(warning_of({"cat", "dog"}, 2).empty());
}

TEST_CASE("Some of the folders of a model are numbered by text among all its numbers",
          "[class_names]") {
  // Of 0 to 19 as text: 0, 1, 10, 11, ..., 19, 2, 3, ... So 2 is class 12.
  CHECK(class_of("2", {"2", "19"}, 20, ClassOrder::by_text) == 12);
  CHECK(class_of("19", {"2", "19"}, 20, ClassOrder::by_text) == 11);
  CHECK(class_of("2", {"2", "19"}, 20, std::nullopt) == 2);
}

TEST_CASE("Folders 1 to 12 are refused or warned of, because classes count from 0",
          "[class_names]") {
  CHECK(refusal_of(numbers(1, 12), 12) ==
        "photos: its classes are numbered from 1 to 12, but the classes of a model count from 0 "
        "(rename the folders to 0, 1, 2, ...; or write classes: by-text if the model was trained "
        "with torchvision's ImageFolder)");
  // As text: 1, 10, 11, 12, 2, ...
  CHECK(class_of("1", numbers(1, 12), 12, ClassOrder::by_text) == 0);
  CHECK(class_of("2", numbers(1, 12), 12, ClassOrder::by_text) == 4);
  CHECK_THAT(warning_of(numbers(1, 9), 10),
             Contains("has no folder \"0\": the folder \"1\" is class 1"));
  CHECK(warning_of(numbers(1, 9), 10, ClassOrder::by_number).empty());
  Dataset texts;
  texts.items = at::ones({2, 3}, at::kLong);
  texts.labels = at::tensor({1, 3}, at::kLong);
  texts.classes = numbers(0, 3);
  CHECK_THROWS_WITH(classes_of(texts, 3, {}, {}, "t.tsv"),
                    "t.tsv: its classes are numbered from 1 to 3, but the classes of a model count "
                    "from 0 (subtract 1 from each label)");
}

TEST_CASE("A name that is no whole number among numbers is refused, and shifts no label",
          "[class_names]") {
  for (const std::string odd : {"03", "three", "3.0", "+3", "3 "}) {
    Names names = numbers(0, 11);
    names[3] = odd;
    INFO(odd);
    CHECK_THAT(refusal_of(names, 12),
               Contains("the class \"" + odd + "\" is not written as a whole number"));
    CHECK(refusal_of(names, 12, ClassOrder::by_text).empty());
  }
  // Numbers of equal length have one order.
  CHECK(class_of("02", {"01", "02", "10"}, 3, std::nullopt) == 1);
  CHECK(class_of("10", {"01", "02", "10"}, 3, std::nullopt) == 2);
  CHECK_THAT(refusal_of({"cat", "dog"}, 2, ClassOrder::by_number),
             Contains("the class \"cat\" is no whole number"));
}

TEST_CASE("The mapping shows at most twelve classes", "[class_names]") {
  CHECK(mapping_of({"cat", "dog"}) == "0 is \"cat\", 1 is \"dog\"");
  CHECK_THAT(mapping_of(numbers(0, 12)), Catch::EndsWith("11 is \"11\", ..."));
}
