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

/// The value of an argument `most` that means: all items.
constexpr std::int64_t kAllItems = std::numeric_limits<std::int64_t>::max();

/// Reads the images in `folder`, which has a sub-folder for each class, for a model whose input has
/// the shape `input`, [1, C, H, W] (cached_images.h). The order of the images is shuffled with a
/// fixed seed, and the result has the first `most` images. RGB images are normalized as those of
/// ImageNet, grey images as those of Fashion-MNIST. `progress` receives texts for the user. Throws
/// UserError if the folder or an image cannot be used.
Dataset own_images(const std::filesystem::path& folder, at::IntArrayRef input, std::int64_t most,
                   const Progress& progress);

/// Reads the texts of a .tsv file (text_file.h) as token ids, at most `form.max_tokens` for each
/// text. The order of the texts is shuffled with a fixed seed, and the first `most` texts are kept.
/// Throws UserError if the file cannot be used.
Dataset own_texts(const std::filesystem::path& path, const Tokenizer& tokenizer,
                  const TokenForm& form, std::int64_t most);

/// Returns a key for the content of a data set. It covers all bytes of a .tsv file, or the names,
/// sizes and times of modification of the images in a folder. If one of these changes, the key
/// changes. Throws UserError if the data cannot be read.
std::string data_key(const std::filesystem::path& path);

/// Returns a key for the content of a file of weights and of the vocabulary beside it, or of a
/// Hugging Face folder (its .json, .txt, .safetensors and .bin files). If any byte of these files
/// changes, the key changes. Throws UserError if a file cannot be read.
std::string weights_key(const std::filesystem::path& path);

}  // namespace tiersim::models
