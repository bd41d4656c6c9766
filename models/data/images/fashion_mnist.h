#pragma once

#include <filesystem>

#include "models/data/dataset.h"

namespace tiersim::models {

/// Reads one part of the data set Fashion-MNIST: 60,000 training and 10,000 test images, grey,
/// 28x28, ten classes of clothing. The files are those of Debian's package dataset-fashion-mnist,
/// or those in the folder $TIERSIM_FASHION_MNIST. Throws UserError if a file is missing or
/// malformed.
/// Source: Xiao et al., arXiv:1708.07747.
Dataset load_fashion_mnist(Split split);

/// Reads one part of Fashion-MNIST from a folder with the four gzip-compressed IDX files under
/// their usual names. Throws UserError if a file is missing or malformed.
Dataset load_fashion_mnist(Split split, const std::filesystem::path& folder);

/// The same images at 64x64, for larger models: bilinear, the values of the outermost pixels
/// continued, rounded to whole levels (to the even one in the middle). Named "fashion_mnist_64".
Dataset load_fashion_mnist_64(Split split);

}  // namespace tiersim::models
