#include "models/data/wordnet.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "sim/error.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("WordNet's definitions are split once, whole and apart", "[wordnet]") {
  const TextTable train = load_wordnet(Split::train), test = load_wordnet(Split::test);
  CHECK(train.first.size() == 100'000);
  CHECK(train.first.size() + test.first.size() == 117'659);
  CHECK(train.classes.size() == 45);
  CHECK(std::set<std::int64_t>(train.labels.begin(), train.labels.end()).size() == 45);
  std::size_t quoted = 0, longest = 0;
  for (const std::string& text : train.first) {
    quoted += text.find("; \"") != std::string::npos ? 1 : 0;
    longest = std::max(longest, text.size());
    CHECK_FALSE(text.empty());
  }
  CHECK(quoted == 0);
  CHECK(longest < 1000);
  CHECK(load_wordnet(Split::test).first == test.first);
  // The commonest field, noun.artifact, has 11,587 synsets, adj.all 14,435 (lexnames(5WN)).
  const auto count = [&](const std::string& field) {
    const auto label =
        std::find(train.classes.begin(), train.classes.end(), field) - train.classes.begin();
    return std::count(train.labels.begin(), train.labels.end(), label) +
           std::count(test.labels.begin(), test.labels.end(), label);
  };
  CHECK(count("noun.artifact") == 11'587);
  CHECK(count("adj.all") == 14'435);
  CHECK(count("noun.Tops") == 51);
}

TEST_CASE("A WordNet that is missing or damaged is refused with the package that has it",
          "[wordnet]") {
  const auto folder = std::filesystem::temp_directory_path() / "tiersim-test-wordnet";
  std::filesystem::create_directories(folder);
  const auto refused = [&](const std::string& text) {
    for (const char* part : {"noun", "verb", "adj", "adv"})
      std::ofstream(folder / (std::string("data.") + part)) << text;
    CHECK_THROWS_WITH(load_wordnet(Split::test, folder), Catch::Contains("wordnet-base"));
  };
  refused("");
  refused("nonsense\n");
  refused("00001740 99 n 01 entity | a thing\n");
  refused("00001740 03 n 01 entity 0 003\n");
  refused("00001740 03 n 01 entity | a thing\n");  // too few
  std::filesystem::remove_all(folder);
  CHECK_THROWS_WITH(load_wordnet(Split::test, folder), Catch::Contains("wordnet-base"));
}
