#include "models/subjects/subject.h"

#include <ATen/Context.h>
#include <fmt/format.h>

#include <cstdlib>

#include "models/data/images/fashion_mnist.h"
#include "models/data/texts/wordnet.h"
#include "models/data/tokenizers/tokens.h"
#include "models/subjects/midi_subjects.h"
#include "models/subjects/mobilenet_v2.h"
#include "models/subjects/resnet.h"
#include "models/subjects/transformer.h"

namespace tiersim::models {
namespace {

ResNetConfig imagenet(std::vector<std::int64_t> blocks, std::int64_t groups,
                      std::int64_t width_per_group, bool bottleneck = true) {
  ResNetConfig config;
  config.bottleneck = bottleneck;
  config.blocks = std::move(blocks);
  config.groups = groups;
  config.width_per_group = width_per_group;
  return config;
}

/// A network for grey 28x28 images and ten classes.
ResNetConfig fashion(std::vector<std::int64_t> blocks, std::vector<std::int64_t> planes,
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

at::Tensor photo() { return at::randn({1, 3, 224, 224}); }
at::Tensor grey_image() { return at::randn({1, 1, 28, 28}); }

constexpr std::size_t kMostTokens = 48;  // most tokens of a definition; 1 in 500 is longer
constexpr std::size_t kVocabulary = 8000;

at::Tensor long_text() { return at::randint(1000, 30'000, {1, 128}, at::kLong); }
at::Tensor definition() { return at::randint(10, kVocabulary, {1, 24}, at::kLong); }

/// WordNet's definitions as tokens of one of the vocabularies. A vocabulary that is not shipped is
/// learnt first.
Dataset wordnet_tokens(Split split, TokenizerKind kind, const char* vocabulary) {
  const std::filesystem::path folder = checkpoint_folder() / vocabulary;
  if (!std::filesystem::exists(folder))
    write_vocabulary(kind, load_wordnet(Split::train).first, kVocabulary, folder);
  return tokenize(load_wordnet(split), *read_tokenizer(kind, folder), kMostTokens);
}

Dataset bert_definitions(Split split) {
  return wordnet_tokens(split, TokenizerKind::wordpiece, "bert_mini.vocabulary");
}

Dataset roberta_definitions(Split split) {
  return wordnet_tokens(split, TokenizerKind::byte_bpe, "roberta_mini.vocabulary");
}

TransformerShape full_size(bool roberta, std::int64_t layers, std::int64_t width,
                           std::int64_t heads) {
  TransformerShape shape;
  shape.roberta = roberta;
  shape.layers = layers;
  shape.width = width;
  shape.heads = heads;
  shape.inner_width = 4 * width;
  if (!roberta) return shape;
  shape.words = 50'265;
  shape.positions = 514;
  shape.types = 1;
  shape.epsilon = 1e-5;
  shape.pad_id = 1;
  return shape;
}

/// A small transformer for definitions of at most kMostTokens tokens and WordNet's 45 semantic
/// fields.
TransformerShape mini(bool roberta, std::int64_t layers, std::int64_t width, std::int64_t heads) {
  TransformerShape shape = full_size(roberta, layers, width, heads);
  shape.words = kVocabulary;
  shape.positions = kMostTokens + 2;
  shape.classes = 45;
  shape.separator_id = 3;
  shape.dropout = 0.2;
  return shape;
}

TrainingConfig text_training(int epochs) {
  TrainingConfig config;
  config.optimizer = Optimizer::adamw;
  config.epochs = epochs;
  config.batch_size = 64;
  config.peak_learning_rate = 1e-3;
  config.weight_decay = 0.05;
  return config;
}

TrainingConfig image_training(int epochs, int threads) {
  TrainingConfig config;
  config.epochs = epochs;
  config.threads = threads;
  return config;
}

TrainingConfig student_training() {
  TrainingConfig config = image_training(4, 1);
  config.augment = false;  // so a teacher computes its answers once for all epochs
  return config;
}

std::vector<Subject> make_table() {
  std::vector<Subject> table;
  const auto add = [&](std::string_view name, Graph (*build)(), at::Tensor (*sample)(),
                       std::string_view student = {}) {
    table.push_back({std::string(name), build, sample, {}, {}, std::string(student)});
  };
  add(
      "wide_resnet101_2",
      [] {
        return resnet(imagenet({3, 4, 23, 3}, 1, 128));
      },
      photo, "wide_resnet50_2");
  add(
      "wide_resnet50_2",
      [] {
        return resnet(imagenet({3, 4, 6, 3}, 1, 128));
      },
      photo);
  add(
      "resnext101_64x4d",
      [] {
        return resnet(imagenet({3, 4, 23, 3}, 64, 4));
      },
      photo, "resnext50_32x4d");
  add(
      "resnext50_32x4d",
      [] {
        return resnet(imagenet({3, 4, 6, 3}, 32, 4));
      },
      photo);
  add(
      "resnet50",
      [] {
        return resnet(imagenet({3, 4, 6, 3}, 1, 64));
      },
      photo, "resnet18");
  add(
      "resnet18",
      [] {
        return resnet(imagenet({2, 2, 2, 2}, 1, 64, false));
      },
      photo);
  add(
      "mobilenet_v2", [] { return mobilenet_v2(); }, photo);

  add(
      "bert_base", [] { return transformer(full_size(false, 12, 768, 12)); }, long_text,
      "bert_small");
  add(
      "bert_small", [] { return transformer(full_size(false, 4, 512, 8)); }, long_text);
  add(
      "roberta_base", [] { return transformer(full_size(true, 12, 768, 12)); }, long_text,
      "roberta_tiny");
  add(
      "roberta_tiny", [] { return transformer(full_size(true, 4, 512, 8)); }, long_text);

  const auto add_trained = [&](std::string_view name, Graph (*build)(), at::Tensor (*sample)(),
                               Dataset (*load_data)(Split), const TrainingConfig& training,
                               std::string_view student = {}) {
    table.push_back({std::string(name), build, sample, load_data, training, std::string(student)});
  };
  add_trained(
      "wide_resnet_mini",
      [] {
        return resnet(fashion({2, 2, 2}, {16, 32, 64}, 1, 128));
      },
      grey_image, load_fashion_mnist, image_training(8, 2), "wide_resnet_mini_student");
  add_trained(
      "wide_resnet_mini_student",
      [] {
        return resnet(fashion({1, 1, 1}, {8, 16, 32}, 1, 128));
      },
      grey_image, load_fashion_mnist, student_training());
  add_trained(
      "resnext_mini",
      [] {
        return resnet(fashion({1, 2, 2}, {16, 32, 64}, 4, 32));
      },
      grey_image, load_fashion_mnist, image_training(10, 1), "resnext_mini_student");
  add_trained(
      "resnext_mini_student",
      [] {
        return resnet(fashion({1, 1, 1}, {8, 16, 32}, 4, 32));
      },
      grey_image, load_fashion_mnist, student_training());
  add_trained(
      "bert_mini", [] { return transformer(mini(false, 2, 128, 4)); }, definition, bert_definitions,
      text_training(4), "bert_mini_student");
  add_trained(
      "bert_mini_student", [] { return transformer(mini(false, 1, 32, 2)); }, definition,
      bert_definitions, text_training(4));
  add_trained(
      "roberta_mini", [] { return transformer(mini(true, 2, 128, 4)); }, definition,
      roberta_definitions, text_training(4), "roberta_mini_student");
  add_trained(
      "roberta_mini_student", [] { return transformer(mini(true, 1, 32, 2)); }, definition,
      roberta_definitions, text_training(4));
  for (Subject& subject : midi_subjects()) table.push_back(std::move(subject));
  return table;
}

}  // namespace

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> table = make_table();
  return table;
}

const Subject* find_subject(std::string_view name) {
  for (const Subject& subject : subjects()) {
    if (subject.name == name) return &subject;
  }
  return nullptr;
}

bool is_trained(const Subject& subject) { return subject.load_data && !subject.own; }

std::filesystem::path checkpoint_folder() {
  const char* folder = std::getenv("TIERSIM_CHECKPOINTS");
  return folder ? folder : TIERSIM_CHECKPOINT_FOLDER;
}

std::filesystem::path checkpoint_path(const Subject& subject) {
  return checkpoint_folder() / fmt::format("{}.safetensors", subject.name);
}

}  // namespace tiersim::models
