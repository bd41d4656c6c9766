#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "models/prepare/prepare.h"
#include "models/subjects/class_head.h"
#include "models/subjects/subject.h"
#include "models/training/checkpoint.h"
#include "tests/models/data/images/image_writers.h"
#include "tests/models/weights/pth_files.h"

namespace tiersim::models {

namespace fs = std::filesystem;

inline const Progress kQuiet = [](const std::string&) {};

/// Makes an empty folder the cache of this process. The destructor unsets TIERSIM_CACHE, which
/// names the folder.
struct FreshCache {
  FreshCache() { setenv("TIERSIM_CACHE", fresh_folder("own-cache").c_str(), 1); }
  ~FreshCache() { unsetenv("TIERSIM_CACHE"); }
};

/// Writes `count` PNG images of each class into folder/CLASS. They are grey, with some noise. The
/// images of the first class are dark, and those of each later class are brighter.
inline void write_images(const fs::path& folder, const std::vector<std::string>& classes,
                         int count) {
  for (std::size_t c = 0; c < classes.size(); ++c) {
    fs::create_directories(folder / classes[c]);
    const auto level = static_cast<double>(40 + 160 * c / classes.size());
    for (int i = 0; i < count; ++i) {
      const at::Tensor noise = at::randint(20, {32, 40, 1}, at::kLong).expand({32, 40, 3});
      write_png(folder / classes[c] / (std::to_string(i) + ".png"),
                (noise + level).to(at::kByte).contiguous());
    }
  }
}

/// Returns a model with the layers of the subject `architecture`, for `classes` classes. All its
/// weights are random; `seed` chooses them.
inline Graph network(const std::string& architecture, std::int64_t classes, int seed = 1) {
  at::manual_seed(seed);
  return with_classes(find_subject(architecture)->build(), classes);
}

inline ModelSpec image_spec(const fs::path& folder, const std::string& architecture,
                            const std::string& weights) {
  ModelSpec spec;
  spec.name = "mine";
  spec.folder = folder.string();
  spec.source.architecture = architecture;
  spec.source.weights = weights;
  spec.train = "train";
  spec.test = "test";
  return spec;
}

inline VariantRecord prepared(const ModelSpec& spec, const std::string& operator_name) {
  return prepare({spec.name, parse_operator(operator_name), spec}, kQuiet);
}

inline const std::string kMini = "wide_resnet_mini_student";

/// Makes a folder with training images and test images of three classes (`train`, `test`), and with
/// random weights of a model for three classes (`w.safetensors`). Returns its path.
inline fs::path image_folder_with_weights() {
  at::manual_seed(3);
  const fs::path folder = fresh_folder("own-images");
  write_images(folder / "train", {"bright", "dark", "grey"}, 12);
  write_images(folder / "test", {"bright", "dark", "grey"}, 4);
  save_checkpoint(network(kMini, 3), folder / "w.safetensors");
  return folder;
}

}  // namespace tiersim::models
