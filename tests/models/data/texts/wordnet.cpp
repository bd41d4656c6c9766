#include "models/data/texts/wordnet.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;
namespace fs = std::filesystem;

namespace {

std::int64_t count_with_prefix(const TextTable& table, const std::string& prefix) {
  return std::count_if(table.labels.begin(), table.labels.end(), [&](std::int64_t label) {
    return table.classes.at(static_cast<std::size_t>(label)).rfind(prefix, 0) == 0;
  });
}

bool contains(const TextTable& table, const std::string& text, const std::string& name) {
  for (std::size_t i = 0; i < table.first.size(); ++i) {
    if (table.first[i] == text && table.classes.at(table.labels[i]) == name) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("WordNet has the number of definitions in wnstats(7WN), each on one side of the split",
          "[wordnet]") {
  const TextTable train = load_wordnet(Split::train), test = load_wordnet(Split::test);
  CHECK(train.size() == 100'000);
  CHECK(test.size() == 17'659);
  CHECK(train.classes.size() == 45);
  CHECK(train.second.empty());
  const auto both = [&](const std::string& prefix) {
    return count_with_prefix(train, prefix) + count_with_prefix(test, prefix);
  };
  CHECK(both("noun.") == 82'115);
  CHECK(both("verb.") == 13'767);
  CHECK(both("adj.") == 18'156);
  CHECK(both("adv.") == 3'621);
  // 15 % of each part of speech are in the test set, within four binomial standard deviations.
  CHECK(std::abs(count_with_prefix(test, "noun.") - 82'115 * 0.1501) <
        4 * std::sqrt(82'115 * .128));
  CHECK(std::abs(count_with_prefix(test, "verb.") - 13'767 * 0.1501) <
        4 * std::sqrt(13'767 * .128));
  const std::string entity =
      "that which is perceived or known or inferred to have its own distinct existence (living or "
      "nonliving)";
  CHECK(contains(train, entity, "noun.Tops") != contains(test, entity, "noun.Tops"));
  // The examples of this definition are left out: "able to swim" and others.
  const std::string able =
      "(usually followed by `to') having the necessary means or skill or know-how or authority to "
      "do something";
  CHECK(contains(train, able, "adj.all") != contains(test, able, "adj.all"));
  CHECK(std::none_of(train.first.begin(), train.first.end(), [](const std::string& text) {
    return text.empty() || text.front() == ' ' || text.back() == ' ' ||
           text.find("; \"") != std::string::npos;
  }));
  const TextTable again = load_wordnet(Split::test);
  CHECK(again.first == test.first);
  CHECK(again.labels == test.labels);
}

TEST_CASE(
    "A missing, truncated, shifted or foreign WordNet is refused; the error names the package",
    "[wordnet]") {
  const fs::path folder = fs::temp_directory_path() / "tiersim-test-wordnet";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const fs::path noun = folder / "data.noun";
  const auto refused = [&](const std::string& problem) {
    CHECK_THROWS_WITH(
        load_wordnet(Split::test, folder),
        Catch::Contains(problem) && Catch::Contains("(install the package wordnet-base)"));
    CHECK_THROWS_AS(load_wordnet(Split::test, folder), UserError);
  };
  refused("data.noun: cannot be read");
  fs::create_directory(noun);
  refused("data.noun: cannot be read");
  fs::remove(noun);
  const auto holds = [&](const std::string& text, const std::string& problem) {
    std::ofstream(noun) << text;
    refused(problem);
  };
  const std::string licence = "  1 a licence\n";  // 14 bytes
  holds("", "data.noun:1: is the last");
  holds(licence + "00000014 03 n 01 entity 0 000 | what is\n", "data.noun:2: is the last");
  holds(licence + "00000013 03 n 01 entity 0 000 | what is\n", "data.noun:2: is not at its");
  holds(licence + "0000001x 03 n 01 entity 0 000 | what is\n", "data.noun:2: is not a synset");
  holds(licence + "00000014 45 n 01 entity 0 000 | what is\n", "data.noun:2: has an unknown");
  holds(licence + "00000014 03 n 01 entity 0 000 what is\n", "data.noun:2: is not a synset");
  holds(licence + "00000014 03 n 01 entity 0 000 | ; \"it is\"\n", "data.noun:2: has no def");
  holds(licence + std::string(70'000, 'x'), "data.noun:2: is longer than");
  holds(licence + std::string(100, '\0'), "data.noun:2: is not a synset");

  for (const char* name : {"data.noun", "data.verb", "data.adj", "data.adv"}) {
    fs::copy_file(fs::path("/usr/share/wordnet") / name, folder / name,
                  fs::copy_options::overwrite_existing);
  }
  CHECK(load_wordnet(Split::test, folder).size() == 17'659);
  std::ofstream(folder / "data.adv", std::ios::app) << "00516696 02 r 01 x 0 000 | more\n";
  refused("data.adv:3651: is one synset too many");
  fs::resize_file(folder / "data.adv", 400'000);
  refused("data.adv:");
}
