#pragma once

#include <filesystem>

#include "models/data/dataset.h"

namespace tiersim::models {

/// Fashion-MNIST: 60,000 training and 10,000 test images, grey, 28x28, ten classes of clothing.
/// Read from Debian's package dataset-fashion-mnist, or from the folder $TIERSIM_FASHION_MNIST.
/// Throws UserError if a file is missing or malformed.
/// Source: Xiao et al., arXiv:1708.07747.
Dataset load_fashion_mnist(Split split);

/// The same from a folder with the four gzip-compressed IDX files under their usual names.
Dataset load_fashion_mnist(Split split, const std::filesystem::path& folder);

}  // namespace tiersim::models
