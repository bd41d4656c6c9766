#include "models/catalog/catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/error.h"

namespace tiersim {

const std::vector<CatalogEntry>& known_subjects() {
  static const std::vector<CatalogEntry> entries{
      {"wide_resnet_mini",
       "wide bottleneck ResNet, 588,010 parameters, on fashion_mnist (checkpoint included)"}};
  return entries;
}

const std::vector<CatalogEntry>& known_operators() {
  static const std::vector<CatalogEntry> entries{
      {"identity", "the trained model as it is, float32, batch norms folded"},
      {"sptq", "static post-training quantization to int8 (Jacob et al., CVPR 2018)"},
      {"partition",
       "split over two tiers where one tensor is live (Kang et al., ASPLOS 2017); last in a "
       "composition"}};
  return entries;
}

const std::vector<CatalogEntry>& known_tiers() {
  static const std::vector<CatalogEntry> entries{
      {"mobile", "the device where requests start"},
      {"edge", "a server one link away"},
      {"cloud", "a server behind the edge, two links away"}};
  return entries;
}

const std::vector<CatalogEntry>& known_datasets() {
  static const std::vector<CatalogEntry> entries{
      {"fashion_mnist",
       "70,000 grey 28x28 images of clothing, 10 classes (package dataset-fashion-mnist)"}};
  return entries;
}

std::vector<std::string> names_of(const std::vector<CatalogEntry>& entries) {
  std::vector<std::string> names;
  for (const CatalogEntry& entry : entries) names.emplace_back(entry.name);
  return names;
}

std::vector<std::string> parse_composition(std::string_view text) {
  const std::vector<std::string> known = names_of(known_operators());
  std::vector<std::string> parts;
  for (std::string_view rest = text;;) {
    const std::size_t plus = rest.find('+');
    const std::string part(rest.substr(0, plus));
    if (std::find(known.begin(), known.end(), part) == known.end()) {
      const std::string near = nearest_name(part, known);
      throw UserError(fmt::format("unknown operator \"{}\" ({})", part,
                                  near.empty() ? fmt::format("known: {}", fmt::join(known, ", "))
                                               : fmt::format("did you mean \"{}\"?", near)));
    }
    if (std::find(parts.begin(), parts.end(), part) != parts.end()) {
      throw UserError(
          fmt::format("\"{}\" names \"{}\" twice (name each operator once)", text, part));
    }
    parts.push_back(part);
    if (plus == std::string_view::npos) break;
    rest.remove_prefix(plus + 1);
  }
  if (parts.size() > 1 && std::find(parts.begin(), parts.end(), "identity") != parts.end()) {
    throw UserError(
        fmt::format("\"{}\" joins \"identity\" with others (leave \"identity\" out)", text));
  }
  const auto partition = std::find(parts.begin(), parts.end(), "partition");
  if (partition != parts.end() && partition + 1 != parts.end()) {
    throw UserError(
        fmt::format("\"{}\" goes on after \"partition\" (put \"partition\" last)", text));
  }
  return parts;
}

bool is_split(std::string_view composition) {
  constexpr std::string_view kPartition = "partition";
  return composition.size() >= kPartition.size() &&
         composition.substr(composition.size() - kPartition.size()) == kPartition;
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& known) {
  std::string best;
  std::size_t fewest = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : known) {
    // Levenshtein distance, one row of the table at a time.
    std::vector<std::size_t> row(candidate.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < name.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i + 1;
      for (std::size_t j = 0; j < candidate.size(); ++j) {
        const std::size_t substitution = diagonal + (name[i] == candidate[j] ? 0 : 1);
        diagonal = row[j + 1];
        row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, substitution});
      }
    }
    if (row.back() < fewest) {
      fewest = row.back();
      best = candidate;
    }
  }
  return best;
}

}  // namespace tiersim
