#include "models/data/images/image_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>
#include <utility>

#include "models/data/images/image_file.h"
#include "models/data/images/resize.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kShorterSide = 256;
constexpr std::int64_t kCrop = 224;
// Most entries in all folders, which bounds memory.
constexpr std::size_t kMostEntries = 10'000'000;

[[noreturn]] void fail(const fs::path& path, const std::string& problem) {
  throw UserError(fmt::format("{}: {} (give a folder that holds a folder of images for each class)",
                              path.string(), problem));
}

bool is_hidden(const fs::path& path) { return path.filename().native().front() == '.'; }

/// The entries of a folder, sorted.
std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entries.size() == kMostEntries) fail(folder, "holds too many files");
    entries.push_back(entry->path());
  }
  if (error) fail(folder, "cannot be listed: " + error.message());
  std::sort(entries.begin(), entries.end(), [](const fs::path& a, const fs::path& b) {
    return a.filename().native() < b.filename().native();
  });
  return entries;
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  const bool folder = fs::is_directory(path, error);
  if (error) fail(path, "cannot be read: " + error.message());
  return folder;
}

std::string extension_of(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return extension;
}

bool has_image_name(const fs::path& path) {
  const std::string extension = extension_of(path);
  return extension == ".jpg" || extension == ".jpeg" || extension == ".png";
}

/// Whether a file has the name of an image, of a form that is read or of another.
bool seems_image(const fs::path& path) {
  static const std::set<std::string> foreign{".webp", ".bmp",  ".gif", ".tif", ".tiff",
                                             ".heic", ".avif", ".jp2", ".ppm", ".jfif"};
  return has_image_name(path) || foreign.count(extension_of(path)) > 0;
}

/// The beginning of a window of `size` in the middle of `length`; if there are two, the even one.
std::int64_t middle(std::int64_t length, std::int64_t size) {
  return static_cast<std::int64_t>(std::nearbyint(static_cast<double>(length - size) / 2));
}

}  // namespace

at::Tensor resize_and_crop(const at::Tensor& image, std::int64_t shorter_side, std::int64_t crop) {
  const std::int64_t height = image.size(0), width = image.size(1);
  const std::int64_t shorter = std::min(height, width);
  const std::int64_t new_height = shorter_side * height / shorter;
  const std::int64_t new_width = shorter_side * width / shorter;
  return resize(image, new_height, new_width,
                {middle(new_height, crop), middle(new_width, crop), crop, crop})
      .permute({2, 0, 1})
      .contiguous();
}

at::Tensor imagenet_input(const at::Tensor& image) {
  const at::Tensor mean = at::tensor({0.485F, 0.456F, 0.406F}).view({1, 3, 1, 1});
  const at::Tensor stddev = at::tensor({0.229F, 0.224F, 0.225F}).view({1, 3, 1, 1});
  const at::Tensor levels = resize_and_crop(image, kShorterSide, kCrop).unsqueeze(0).to(at::kFloat);
  return (levels / 255.0F - mean) / stddev;
}

ImageFolder::ImageFolder(const fs::path& path) {
  std::vector<std::int64_t> labels;
  for (const fs::path& folder : sorted_entries(path)) {
    if (is_hidden(folder) || !is_folder(folder)) {
      count_left_out(folder, false);
      continue;
    }
    const std::size_t before = files_.size();
    for (const fs::path& file : sorted_entries(folder)) {
      if (has_image_name(file) && !is_hidden(file) && !is_folder(file))
        files_.push_back(file);
      else
        count_left_out(file, true);
    }
    if (files_.size() == before)
      fail(folder, fmt::format("holds no *.jpg, *.jpeg or *.png file{}",
                               left_out_.empty() ? "" : "; left out: " + left_out()));
    if (files_.size() > kMostEntries) fail(path, "holds too many files");
    labels.resize(files_.size(), static_cast<std::int64_t>(classes_.size()));
    classes_.push_back(folder.filename().string());
  }
  if (classes_.empty()) fail(path, "holds no folder");
  labels_ = at::tensor(labels);
}

void ImageFolder::count_left_out(const fs::path& path, bool in_class) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    fs::recursive_directory_iterator entry(path, error);
    for (; in_class && !error && entry != fs::recursive_directory_iterator();
         entry.increment(error))
      if (seems_image(entry->path())) ++left_out_["in folders inside a class"];
    return;
  }
  if (!seems_image(path)) return;
  ++left_out_[is_hidden(path) ? "hidden"
              : !in_class     ? "outside the folders of classes"
                              : "*" + extension_of(path)];
}

std::string ImageFolder::left_out() const {
  std::string text;
  for (const auto& [reason, count] : left_out_)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, reason);
  return text;
}

at::Tensor ImageFolder::input(std::int64_t i) const { return imagenet_input(read_image(file(i))); }

}  // namespace tiersim::models
