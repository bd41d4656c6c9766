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

/// Makes the tokenizer of the vocabulary in `folder`: byte-level BPE if merges.txt is there (with
/// vocab.json), otherwise WordPiece from vocab.txt. Throws UserError if there is no vocabulary, if
/// a file of it is malformed, or if tokenizer_config.json says that a vocab.txt is cased.
std::unique_ptr<Tokenizer> own_vocabulary(const std::filesystem::path& folder);

/// Makes the tokenizer of the vocabulary in `folder` with own_vocabulary(), and checks that it
/// suits the model. Throws UserError if the vocabulary has more ids than the model reads, or
/// another padding id than `form`, and whatever own_vocabulary() throws.
std::unique_ptr<Tokenizer> own_tokenizer(const std::filesystem::path& folder,
                                         const TokenForm& form);

/// The names of a model's `count` classes, by number. They follow from the class names in the data
/// and the names in the model's own files (`own_names`):
/// - If the data use only the model's own names, those names and their numbers are used.
/// - Otherwise, if all names in the data are whole numbers, they are the numbers of the classes,
///   from 0. The largest must be `count` - 1 for texts, and less than `count` for image folders,
///   which may cover only some of the classes.
/// - Otherwise, if the model has no names of its own and the data have `count` classes, the names
///   in the data are numbered in the order of their bytes.
///
/// Throws UserError, with the path of the data, in all other cases.
std::vector<std::string> classes_of(const Dataset& data, std::int64_t count,
                                    const std::vector<std::string>& own_names,
                                    const std::filesystem::path& path);

/// Changes the labels of `data`, in place, to the numbers that their class names have in `classes`.
/// Dataset::classes becomes `classes`. Throws UserError, with the path of the data, for a class
/// that is not in `classes`.
void renumber(Dataset& data, const std::vector<std::string>& classes,
              const std::filesystem::path& path);

/// Returns a key for the content of a data set. It covers all bytes of a .tsv file, or the names,
/// sizes and times of modification of the images in a folder. If one of these changes, the key
/// changes. Throws UserError if the data cannot be read.
std::string data_key(const std::filesystem::path& path);

/// Returns a key for the content of a file of weights and of the vocabulary beside it, or of a
/// Hugging Face folder (its .json, .txt, .safetensors and .bin files). If any byte of these files
/// changes, the key changes. Throws UserError if a file cannot be read.
std::string weights_key(const std::filesystem::path& path);

}  // namespace tiersim::models
