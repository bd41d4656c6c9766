#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "models/data/dataset.h"
#include "models/data/tokenizers/tokenizer.h"
#include "models/subjects/own_graph.h"
#include "models/training/trainer.h"

namespace tiersim::models {

constexpr std::int64_t kAllItems = std::numeric_limits<std::int64_t>::max();

/// Reads the images in `folder`, which has a folder for each class, for a model with inputs [1, C,
/// H, W] (see cached_images.h). Their order is shuffled with a fixed seed, and the first `most` are
/// read. RGB images are normalized as those of ImageNet, grey images as those of Fashion-MNIST.
/// Throws UserError if the folder or an image cannot be used.
Dataset own_images(const std::filesystem::path& folder, at::IntArrayRef input, std::int64_t most,
                   const Progress& progress);

/// Reads the texts of a .tsv file (text_file.h) as token ids. Their order is shuffled with a fixed
/// seed, and the first `most` are kept.
Dataset own_texts(const std::filesystem::path& path, const Tokenizer& tokenizer,
                  const TokenForm& form, std::int64_t most);

/// The tokenizer of the vocabulary in `folder`: vocab.json and merges.txt, or vocab.txt. Throws
/// UserError if there is none, or if it is cased.
std::unique_ptr<Tokenizer> own_vocabulary(const std::filesystem::path& folder);

/// The same, but also throws UserError if the vocabulary does not fit the ids that the model reads.
std::unique_ptr<Tokenizer> own_tokenizer(const std::filesystem::path& folder,
                                         const TokenForm& form);

/// The names of a model's `count` classes, by number. They follow from the class names in its data:
/// - If the data use only the model's own names, those names and their numbers are used.
/// - Otherwise, if all names in the data are whole numbers, they are the numbers of the classes.
///   Folders may then cover only some of the classes.
/// - Otherwise, if the model has no names of its own and the data have `count` classes, the names
///   in the data are numbered in the order of their bytes.
///
/// Throws UserError, with `path`, in all other cases.
std::vector<std::string> classes_of(const Dataset& data, std::int64_t count,
                                    const std::vector<std::string>& own_names,
                                    const std::filesystem::path& path);

/// Changes the labels of `data` to the numbers of their names in `classes`. Throws UserError for a
/// class that is not among them.
void renumber(Dataset& data, const std::vector<std::string>& classes,
              const std::filesystem::path& path);

/// A name for the content of a .tsv file (all its bytes), or of a folder of images (their names,
/// sizes and times of modification).
std::string data_key(const std::filesystem::path& path);

/// A name for all bytes of a file of weights and the vocabulary beside it, or of a Hugging Face
/// folder.
std::string weights_key(const std::filesystem::path& path);

}  // namespace tiersim::models
