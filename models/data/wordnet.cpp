#include "models/data/wordnet.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <random>
#include <utility>

#include "sim/error.h"

namespace tiersim::models {
namespace {

constexpr const char* kFolder = "/usr/share/wordnet";
constexpr std::size_t kTrainingSynsets = 100'000;
constexpr std::size_t kMostSynsets = 1'000'000, kLongestLine = 1'000'000;  // bounds on memory

/// By lexicographer file number; source: lexnames(5WN).
constexpr std::array<const char*, 45> kFields{
    "adj.all",          "adj.pert",           "adv.all",
    "noun.Tops",        "noun.act",           "noun.animal",
    "noun.artifact",    "noun.attribute",     "noun.body",
    "noun.cognition",   "noun.communication", "noun.event",
    "noun.feeling",     "noun.food",          "noun.group",
    "noun.location",    "noun.motive",        "noun.object",
    "noun.person",      "noun.phenomenon",    "noun.plant",
    "noun.possession",  "noun.process",       "noun.quantity",
    "noun.relation",    "noun.shape",         "noun.state",
    "noun.substance",   "noun.time",          "verb.body",
    "verb.change",      "verb.cognition",     "verb.communication",
    "verb.competition", "verb.consumption",   "verb.contact",
    "verb.creation",    "verb.emotion",       "verb.motion",
    "verb.perception",  "verb.possession",    "verb.social",
    "verb.stative",     "verb.weather",       "adj.ppl"};

struct Synset {
  std::string definition;
  std::int64_t field;
};

std::string utf8_of_latin1(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      result += c;
    } else {
      result += static_cast<char>(0xC0 | (byte >> 6));
      result += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return result;
}

/// "a wolf; "wolves howl"; often grey  " to "a wolf".
std::string_view definition_of(std::string_view gloss) {
  gloss = gloss.substr(0, gloss.find("; \""));
  while (!gloss.empty() && (gloss.back() == ' ' || gloss.back() == ';')) gloss.remove_suffix(1);
  return gloss;
}

/// Appends the synsets of one file: "<offset> <field number> ... | <gloss>", headers indented.
void read_file(const std::filesystem::path& path, std::vector<Synset>& synsets) {
  std::size_t number = 0;
  const auto fail = [&](const std::string& problem) {
    throw UserError(fmt::format("{}:{}: {} (install the package wordnet-base again)", path.string(),
                                number, problem));
  };
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw UserError(
        fmt::format("{}: cannot be read (install the package wordnet-base)", path.string()));
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.size() > kLongestLine || synsets.size() > kMostSynsets) fail("holds too much");
    if (line.compare(0, 2, "  ") == 0) continue;
    const std::size_t first = line.find(' '), bar = line.find(" | ");
    int field = -1;
    if (first != std::string::npos && first + 3 < line.size())
      std::from_chars(line.data() + first + 1, line.data() + first + 3, field);
    if (bar == std::string::npos || field < 0 || field >= static_cast<int>(kFields.size()))
      fail("is not a line of WordNet");
    const std::string_view gloss = std::string_view(line).substr(bar + 3);
    synsets.push_back({utf8_of_latin1(definition_of(gloss)), field});
  }
}

/// Fisher and Yates' shuffle; written out, for the library's own differs between compilers.
void shuffle(std::vector<Synset>& synsets) {
  std::mt19937_64 random(1);
  for (std::size_t i = synsets.size(); i > 1; --i) std::swap(synsets[i - 1], synsets[random() % i]);
}

}  // namespace

TextTable load_wordnet(Split split) {
  const char* folder = std::getenv("TIERSIM_WORDNET");
  return load_wordnet(split, folder ? folder : kFolder);
}

TextTable load_wordnet(Split split, const std::filesystem::path& folder) {
  std::vector<Synset> synsets;
  for (const char* part : {"noun", "verb", "adj", "adv"})
    read_file(folder / fmt::format("data.{}", part), synsets);
  if (synsets.size() <= kTrainingSynsets) {
    throw UserError(fmt::format("{}: holds only {} synsets (install the package wordnet-base)",
                                folder.string(), synsets.size()));
  }
  shuffle(synsets);
  TextTable table;
  table.name = "wordnet";
  table.classes.assign(kFields.begin(), kFields.end());
  const bool training = split == Split::train;
  for (std::size_t i = training ? 0 : kTrainingSynsets;
       i < (training ? kTrainingSynsets : synsets.size()); ++i) {
    table.first.push_back(std::move(synsets[i].definition));
    table.labels.push_back(synsets[i].field);
  }
  return table;
}

}  // namespace tiersim::models
