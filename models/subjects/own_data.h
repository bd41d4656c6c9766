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

/// The images of a folder that holds a folder for each class, as a model of inputs [1, C, H, W]
/// reads them, shuffled by a fixed seed; the first `most` of them (cached_images.h). Photos of
/// three channels are normalized as ImageNet's, grey ones as Fashion-MNIST's.
Dataset own_images(const std::filesystem::path& folder, at::IntArrayRef input, std::int64_t most,
                   const Progress& progress);

/// The texts of a .tsv file (text_file.h) as token ids, shuffled by a fixed seed; the first `most`.
Dataset own_texts(const std::filesystem::path& path, const Tokenizer& tokenizer,
                  const TokenForm& form, std::int64_t most);

/// The tokenizer whose vocabulary lies in `folder`: vocab.json and merges.txt, or vocab.txt.
/// Throws UserError where there is none, or it is cased.
std::unique_ptr<Tokenizer> own_vocabulary(const std::filesystem::path& folder);

/// The same, held against what the model reads: throws UserError where it has other ids.
std::unique_ptr<Tokenizer> own_tokenizer(const std::filesystem::path& folder,
                                         const TokenForm& form);

/// The names of a model's `count` classes, by number, from those of its data: the model's own names
/// where the data use them; else whole numbers are the classes' numbers, and other names are
/// numbered in the order of their bytes. Folders named by numbers may be some of the classes,
/// otherwise the data has to have them all. Throws UserError, naming `path`, where they do not fit.
std::vector<std::string> classes_of(const Dataset& data, std::int64_t count,
                                    const std::vector<std::string>& own_names,
                                    const std::filesystem::path& path);

/// Numbers the labels of `data` as `classes` do; throws UserError for a class that is not among
/// them.
void renumber(Dataset& data, const std::vector<std::string>& classes,
              const std::filesystem::path& path);

/// Names what a .tsv file holds by all its bytes, a folder of images by their names, sizes and
/// times of change.
std::string data_key(const std::filesystem::path& path);

/// Names all bytes of a file of weights with the vocabulary beside it, or of a Hugging Face folder.
std::string weights_key(const std::filesystem::path& path);

}  // namespace tiersim::models
