#include "models/subjects/midi_subjects.h"

#include <utility>

#include "models/data/images/fashion_mnist.h"
#include "models/data/texts/debian_sections.h"
#include "models/data/tokenizers/tokens.h"
#include "models/subjects/resnet.h"
#include "models/subjects/transformer.h"

namespace tiersim::models {
namespace {

constexpr std::size_t kMostDescriptionTokens = 224;  // 1 description in 10 is longer
constexpr std::size_t kDescriptionVocabulary = 1200;
constexpr std::int64_t kSections = 20;

at::Tensor large_grey_image() { return at::randn({1, 1, 64, 64}); }

/// As many tokens as a description has on average.
at::Tensor description() { return at::randint(10, kDescriptionVocabulary, {1, 106}, at::kLong); }

/// The descriptions as tokens. A vocabulary that is not shipped is learnt first.
Dataset bert_descriptions(Split split) {
  const std::filesystem::path folder = checkpoint_folder() / "bert_midi.vocabulary";
  if (!std::filesystem::exists(folder))
    write_vocabulary(TokenizerKind::wordpiece, load_debian_sections(Split::train).first,
                     kDescriptionVocabulary, folder);
  const auto tokenizer = read_tokenizer(TokenizerKind::wordpiece, folder);
  return tokenize(load_debian_sections(split), *tokenizer, kMostDescriptionTokens);
}

/// A wide network (groups 1, width_per_group 128) or one with groups, for grey images.
ResNetConfig large_fashion(std::vector<std::int64_t> blocks, std::vector<std::int64_t> planes,
                           std::int64_t groups, std::int64_t width_per_group) {
  ResNetConfig config;
  config.blocks = std::move(blocks);
  config.stem_channels = 2 * planes[0];
  config.planes = std::move(planes);
  config.groups = groups;
  config.width_per_group = width_per_group;
  config.in_channels = 1;
  config.classes = 10;
  config.small_images = true;
  return config;
}

TransformerShape for_descriptions(std::int64_t layers, std::int64_t width, std::int64_t heads) {
  TransformerShape shape;
  shape.words = kDescriptionVocabulary;
  shape.positions = kMostDescriptionTokens;
  shape.layers = layers;
  shape.width = width;
  shape.heads = heads;
  shape.inner_width = 4 * width;
  shape.classes = kSections;
  shape.separator_id = 3;
  shape.dropout = 0.2;
  return shape;
}

TrainingConfig of_images(int epochs, bool augment) {
  TrainingConfig config;
  config.epochs = epochs;
  config.augment = augment;
  return config;
}

TrainingConfig of_descriptions(int epochs, double rate) {
  TrainingConfig config;
  config.optimizer = Optimizer::adamw;
  config.epochs = epochs;
  config.batch_size = 64;
  config.peak_learning_rate = rate;
  config.weight_decay = 0.05;
  return config;
}

Subject of_fashion(const char* name, Graph (*build)(), const char* student) {
  // Without augmentation a teacher computes its answers once for all epochs of its student.
  const bool teaches = *student != '\0';
  return {
      name,   build, large_grey_image, load_fashion_mnist_64, of_images(teaches ? 7 : 3, teaches),
      student};
}

}  // namespace

std::vector<Subject> midi_subjects() {
  std::vector<Subject> subjects;
  subjects.push_back(of_fashion(
      "wide_resnet_midi",
      [] {
        return resnet(large_fashion({6, 4, 1}, {24, 32, 40}, 1, 128));
      },
      "wide_resnet_midi_student"));
  subjects.push_back(of_fashion(
      "wide_resnet_midi_student",
      [] {
        return resnet(large_fashion({2, 1, 1}, {20, 24, 24}, 1, 128));
      },
      ""));
  subjects.push_back(of_fashion(
      "resnext_midi",
      [] {
        return resnet(large_fashion({6, 6, 1}, {24, 32, 48}, 4, 32));
      },
      "resnext_midi_student"));
  subjects.push_back(of_fashion(
      "resnext_midi_student",
      [] {
        return resnet(large_fashion({4, 2, 1}, {16, 24, 24}, 4, 32));
      },
      ""));
  subjects.push_back({"bert_midi", [] { return transformer(for_descriptions(4, 256, 4)); },
                      description, bert_descriptions, of_descriptions(12, 5e-4),
                      "bert_midi_student"});
  subjects.push_back({"bert_midi_student", [] { return transformer(for_descriptions(2, 160, 5)); },
                      description, bert_descriptions, of_descriptions(4, 1e-3), ""});
  return subjects;
}

}  // namespace tiersim::models
