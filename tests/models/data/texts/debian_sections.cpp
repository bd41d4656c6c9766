#include "models/data/texts/debian_sections.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("Each description is on one side of the split, and a fifth is for testing",
          "[debian_sections]") {
  const TextTable train = load_debian_sections(Split::train);
  const TextTable test = load_debian_sections(Split::test);
  CHECK(train.size() == 22'180);
  CHECK(test.size() == 5'727);
  std::set<std::string> texts(train.first.begin(), train.first.end());
  texts.insert(test.first.begin(), test.first.end());
  CHECK(texts.size() == 22'180 + 5'727);  // no text occurs twice
  // One in five, within four binomial standard deviations.
  CHECK(std::abs(5'727 - 27'907 / 5.0) < 4 * std::sqrt(27'907 * 0.2 * 0.8));
}

TEST_CASE("Both splits number the same 20 sections, and each section occurs in both",
          "[debian_sections]") {
  const TextTable train = load_debian_sections(Split::train);
  const TextTable test = load_debian_sections(Split::test);
  CHECK(train.classes.size() == 20);
  CHECK(train.classes == test.classes);
  CHECK(std::is_sorted(train.classes.begin(), train.classes.end()));
  for (const TextTable* table : {&train, &test}) {
    CHECK(std::set<std::int64_t>(table->labels.begin(), table->labels.end()).size() == 20);
    CHECK(table->second.empty());
    for (const std::string& text : table->first) {
      if (text.empty() || text.find('\n') != std::string::npos) FAIL(text);
    }
  }
}

TEST_CASE("A missing, truncated or foreign file of descriptions is refused with its place",
          "[debian_sections]") {
  const auto file = std::filesystem::temp_directory_path() / "tiersim-test-sections.tsv.gz";
  const auto refused = [&](const std::string& problem) {
    CHECK_THROWS_WITH(load_debian_sections(Split::test, file), Catch::Contains(problem));
  };
  std::filesystem::remove(file);
  refused("tiersim-test-sections.tsv.gz:0: cannot be read");
  std::ofstream(file) << "not gzip";
  refused("is not a whole gzip file");
  std::filesystem::copy_file(TIERSIM_DEBIAN_SECTIONS, file,
                             std::filesystem::copy_options::overwrite_existing);
  std::filesystem::resize_file(file, 100'000);
  refused("is not a whole gzip file");
  std::filesystem::remove(file);
}
