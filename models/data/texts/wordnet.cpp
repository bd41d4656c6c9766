#include "models/data/texts/wordnet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <random>
#include <string_view>
#include <utility>

#include "models/data/line_reader.h"
#include "models/data/unicode.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

constexpr const char* kFolder = "/usr/share/wordnet";
constexpr const char* kWordnetRemedy = "install the package wordnet-base";
constexpr std::size_t kLongestSynset = 65'536;  // bytes; the longest of WordNet 3.0 has 12,972
constexpr std::uint64_t kSeed = 1;  // seed of the shuffle before the split; any would do
constexpr std::size_t kTrainingSize = 100'000;

struct FileRow {
  const char* name;
  std::size_t synsets;  // in WordNet 3.0: wnstats(7WN)
};
constexpr FileRow kFiles[] = {
    {"data.noun", 82'115}, {"data.verb", 13'767}, {"data.adj", 18'156}, {"data.adv", 3'621}};

// Field names, by number: lexnames(5WN).
constexpr const char* kFields[] = {"adj.all",          "adj.pert",           "adv.all",
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

std::int64_t parse_number(const LineReader& lines, std::string_view digits) {
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    lines.fail("is not a synset: digits expected");
  }
  std::int64_t value = 0;
  for (const char c : digits) value = 10 * value + (c - '0');
  return value;
}

/// Parses a line like "00001740 03 n 01 entity ... | that which is perceived; "an example"":
/// offset, field and definition.
Synset parse_synset(const LineReader& lines, std::string_view line) {
  constexpr std::string_view kBeforeGloss = " | ";
  const std::size_t bar = line.find(kBeforeGloss);
  if (line.size() < 12 || line[8] != ' ' || line[11] != ' ' || bar == std::string_view::npos) {
    lines.fail("is not a synset");
  }
  // A synset's offset is its position in the file, so a byte lost anywhere is noticed.
  const auto place = static_cast<std::int64_t>(lines.line_begin());
  if (parse_number(lines, line.substr(0, 8)) != place) lines.fail("is not at its synset's offset");
  const std::int64_t field = parse_number(lines, line.substr(9, 2));
  if (field >= std::int64_t{std::size(kFields)}) lines.fail("has an unknown semantic field");

  std::string_view text = line.substr(bar + kBeforeGloss.size());
  text = text.substr(0, text.find("; \""));
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) lines.fail("has no definition");
  text = text.substr(begin, text.find_last_not_of(" ;") + 1 - begin);
  return {latin1_to_utf8(text), field};
}

std::vector<Synset> read_synsets(const std::filesystem::path& folder) {
  std::vector<Synset> synsets;
  std::string line;
  for (const FileRow& row : kFiles) {
    LineReader lines(folder / row.name, kLongestSynset, kWordnetRemedy);
    const std::size_t expected = synsets.size() + row.synsets;
    while (lines.next(line)) {
      if (line.rfind("  ", 0) == 0) continue;  // a line of the licence
      if (synsets.size() == expected) lines.fail("is one synset too many for WordNet 3.0");
      synsets.push_back(parse_synset(lines, line));
    }
    if (synsets.size() < expected) lines.fail("is the last, but WordNet 3.0 has more synsets");
  }
  return synsets;
}

}  // namespace

TextTable load_wordnet(Split split) {
  const char* folder = std::getenv("TIERSIM_WORDNET");
  return load_wordnet(split, folder ? folder : kFolder);
}

TextTable load_wordnet(Split split, const std::filesystem::path& folder) {
  std::vector<Synset> synsets = read_synsets(folder);
  // std::shuffle may differ between standard libraries.
  std::mt19937_64 random(kSeed);
  for (std::size_t i = synsets.size() - 1; i > 0; --i) {
    std::swap(synsets[i], synsets[random() % (i + 1)]);
  }
  const bool train = split == Split::train;
  TextTable table;
  table.name = "wordnet";
  table.classes.assign(std::begin(kFields), std::end(kFields));
  for (std::size_t i = train ? 0 : kTrainingSize; i < (train ? kTrainingSize : synsets.size());
       ++i) {
    table.first.push_back(std::move(synsets[i].definition));
    table.labels.push_back(synsets[i].field);
  }
  return table;
}

}  // namespace tiersim::models
