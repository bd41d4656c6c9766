#include "models/catalog/catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/base/error.h"

namespace tiersim {

const std::vector<CatalogEntry>& known_subjects() {
  static const std::vector<CatalogEntry> entries{
      {"wide_resnet101_2",
       "126,886,696 parameters; 224x224 photos, 1000 classes; student wide_resnet50_2; no weights: "
       "latency only"},
      {"wide_resnet50_2",
       "68,883,240 parameters; 224x224 photos, 1000 classes; no weights: latency only"},
      {"resnext101_64x4d",
       "83,455,272 parameters; 224x224 photos, 1000 classes; student resnext50_32x4d; no weights: "
       "latency only"},
      {"resnext50_32x4d",
       "25,028,904 parameters; 224x224 photos, 1000 classes; no weights: latency only"},
      {"resnet50",
       "25,557,032 parameters; 224x224 photos, 1000 classes; student resnet18; no weights: latency "
       "only"},
      {"resnet18", "11,689,512 parameters; 224x224 photos, 1000 classes; no weights: latency only"},
      {"mobilenet_v2",
       "3,504,872 parameters; 224x224 photos, 1000 classes; no weights: latency only"},
      {"bert_base",
       "109,483,778 parameters; texts of 128 tokens, two labels; student bert_small; no weights: "
       "latency only"},
      {"bert_small",
       "28,764,674 parameters; texts of 128 tokens, two labels; no weights: latency only"},
      {"roberta_base",
       "124,647,170 parameters; texts of 128 tokens, two labels; student roberta_tiny; no weights: "
       "latency only"},
      {"roberta_tiny",
       "38,873,602 parameters; texts of 128 tokens, two labels; no weights: latency only"},
      {"wide_resnet_mini",
       "588,010 parameters; trained on fashion_mnist; student wide_resnet_mini_student"},
      {"wide_resnet_mini_student", "78,074 parameters; trained on fashion_mnist"},
      {"resnext_mini",
       "291,050 parameters; trained on fashion_mnist; student resnext_mini_student"},
      {"resnext_mini_student", "41,786 parameters; trained on fashion_mnist"},
      {"bert_mini", "1,449,773 parameters; trained on wordnet; student bert_mini_student"},
      {"bert_mini_student", "272,973 parameters; trained on wordnet"},
      {"roberta_mini", "1,449,645 parameters; trained on wordnet; student roberta_mini_student"},
      {"roberta_mini_student", "272,941 parameters; trained on wordnet"}};
  return entries;
}

const std::vector<CatalogEntry>& known_operators() {
  static const std::vector<CatalogEntry> entries{
      {"identity", "the trained model as it is, float32, batch norms folded"},
      {"distilled",
       "the student, taught by the model's logits (Hinton et al., arXiv:1503.02531); first in a "
       "composition"},
      {"pruned",
       "the smallest weights of a pattern set to zero and trained on; dense, so no faster (Niu et "
       "al., ASPLOS 2020; Mishra et al., arXiv:2104.08378)"},
      {"pruned_channels",
       "half of the inner channels, heads and columns removed and trained on (Li et al., ICLR "
       "2017); keep=SHARE"},
      {"early_exit",
       "a classifier after an inner layer, and nothing behind it, or, with a threshold, the rest "
       "of "
       "the model for inputs of which it is not that sure (Teerapittayanon et al., ICPR 2016); "
       "after=LAYER, threshold=PROBABILITY"},
      {"sptq",
       "static post-training quantization to int8 (Jacob et al., CVPR 2018); observer=min_max|mse"},
      {"qat",
       "trained on under fake quantization, then int8 as sptq (Jacob et al., CVPR 2018); "
       "observer=min_max|mse"},
      {"partition",
       "split over two tiers where one tensor is live (Kang et al., ASPLOS 2017); last in a "
       "composition; cut=auto|LAYER"}};
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
       "70,000 grey 28x28 images of clothing, 10 classes (package dataset-fashion-mnist)"},
      {"wordnet", "117,659 definitions, 45 semantic fields to tell apart (package wordnet-base)"}};
  return entries;
}

std::vector<std::string> names_of(const std::vector<CatalogEntry>& entries) {
  std::vector<std::string> names;
  for (const CatalogEntry& entry : entries) names.emplace_back(entry.name);
  return names;
}

std::vector<std::string> settings_of(std::string_view operator_name) {
  if (operator_name == "sptq" || operator_name == "qat") return {"observer"};
  if (operator_name == "pruned_channels") return {"keep"};
  if (operator_name == "partition") return {"cut"};
  if (operator_name == "early_exit") return {"after", "threshold"};
  return {};
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
