#include "models/catalog/catalog.h"

#include "models/catalog/operators/descriptor.h"

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
      {"roberta_mini_student", "272,941 parameters; trained on wordnet"},
      {"wide_resnet_midi",
       "514,266 parameters; trained on fashion_mnist_64; student wide_resnet_midi_student"},
      {"wide_resnet_midi_student", "122,594 parameters; trained on fashion_mnist_64"},
      {"resnext_midi",
       "338,010 parameters; trained on fashion_mnist_64; student resnext_midi_student"},
      {"resnext_midi_student", "87,658 parameters; trained on fashion_mnist_64"},
      {"bert_midi", "3,595,540 parameters; trained on debian_sections; student bert_midi_student"},
      {"bert_midi_student", "876,020 parameters; trained on debian_sections"}};
  return entries;
}

const std::vector<CatalogEntry>& known_operators() {
  static const std::vector<CatalogEntry> entries = [] {
    std::vector<CatalogEntry> described;
    for (const OperatorDescriptor& each : operators())
      described.push_back({each.name, describe(each)});
    return described;
  }();
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
      {"fashion_mnist_64", "the same images, enlarged to 64x64"},
      {"debian_sections",
       "27,907 descriptions of Debian's packages, 20 sections of the archive to tell apart"},
      {"wordnet", "117,659 definitions, 45 semantic fields to tell apart (package wordnet-base)"}};
  return entries;
}

std::vector<std::string> names_of(const std::vector<CatalogEntry>& entries) {
  std::vector<std::string> names;
  names.reserve(entries.size());
  for (const CatalogEntry& entry : entries) names.emplace_back(entry.name);
  return names;
}

}  // namespace tiersim
