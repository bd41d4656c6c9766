#pragma once

#include <filesystem>

#include "models/data/dataset.h"

namespace tiersim::models {

/// Reads the training set (60,000 images) or the test set (10,000 images) of Fashion-MNIST: grey
/// images uint8 [N, 1, 28, 28] of ten classes of clothing. The files are in the folder that the
/// environment variable TIERSIM_FASHION_MNIST names. If it is not set, they are those of Debian's
/// package dataset-fashion-mnist. Throws UserError if a file is missing or malformed.
/// Source: Xiao et al., arXiv:1708.07747.
Dataset load_fashion_mnist(Split split);

/// Reads the training set or the test set of Fashion-MNIST, images uint8 [N, 1, 28, 28], from
/// `folder`. The folder has the gzip-compressed IDX files under their usual names, such as
/// "train-labels-idx1-ubyte.gz". Throws UserError if a file is missing or malformed.
Dataset load_fashion_mnist(Split split, const std::filesystem::path& folder);

/// Reads the training set or the test set of Fashion-MNIST and enlarges the images from 28x28 to
/// 64x64 pixels, for larger models: uint8 [N, 1, 64, 64]. The enlargement is bilinear. Beyond the
/// edge, the values of the outermost pixels are used. Results are rounded to the nearest whole
/// level, halves to the even one. The data set is named "fashion_mnist_64". Throws UserError if a
/// file is missing or malformed.
Dataset load_fashion_mnist_64(Split split);

}  // namespace tiersim::models
