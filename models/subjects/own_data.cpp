#include "models/subjects/own_data.h"

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <utility>

#include "models/data/images/cached_images.h"
#include "models/data/images/image_folder.h"
#include "models/data/texts/text_file.h"
#include "models/data/tokenizers/tokens.h"
#include "sim/base/content_key.h"
#include "sim/base/error.h"
#include "sim/base/random_streams.h"
#include "sim/base/regular_file.h"

namespace tiersim::models {
namespace {

namespace fs = std::filesystem;

/// The numbers 0 to count - 1, shuffled (Fisher-Yates) with a fixed seed.
std::vector<std::int64_t> shuffled(std::int64_t count) {
  std::vector<std::int64_t> order;
  for (std::int64_t i = 0; i < count; ++i) order.push_back(i);
  RandomStream random(1);
  for (std::size_t left = order.size(); left > 1; --left)
    std::swap(order[left - 1], order[random.index(left)]);
  return order;
}

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

/// A name for all bytes of a file. Reads it in parts, because weights may be larger than memory.
std::string file_key(const fs::path& path) {
  constexpr std::size_t kPart = 16 << 20;
  if (const std::string problem = why_not_a_file(path); !problem.empty())
    throw UserError(fmt::format("{}: {}", path.string(), problem));
  std::ifstream stream(path, std::ios::binary);
  std::vector<std::string> keys;
  std::string part(kPart, '\0');
  while (stream.read(part.data(), static_cast<std::streamsize>(kPart)) || stream.gcount() > 0) {
    keys.push_back(content_key({part.substr(0, static_cast<std::size_t>(stream.gcount()))}));
  }
  if (!stream.is_open() || stream.bad())
    throw UserError(fmt::format("{}: cannot be read (check its permissions)", path.string()));
  return content_key(keys);
}

/// A text that changes if the image file changes.
std::string entry_key(const fs::path& path) {
  std::error_code error;
  return fmt::format("{}/{} {} {}", path.parent_path().filename().string(),
                     path.filename().string(), fs::file_size(path, error),
                     fs::last_write_time(path, error).time_since_epoch().count());
}

std::string images_key(const ImageFolder& images) {
  std::vector<std::string> parts;
  for (std::int64_t i = 0; i < images.size(); ++i) parts.push_back(entry_key(images.file(i)));
  return content_key(parts);
}

bool matters(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".json" || extension == ".txt" || extension == ".safetensors" ||
         extension == ".bin";
}

}  // namespace

Dataset own_images(const fs::path& folder, at::IntArrayRef input, std::int64_t most,
                   const Progress& progress) {
  const ImageFolder images(folder);
  if (const std::string left_out = images.left_out(); !left_out.empty())
    progress(
        fmt::format("{}: left out: {} (put *.jpg, *.jpeg and *.png files into the folder of "
                    "their class)",
                    folder.string(), left_out));
  const std::vector<std::int64_t> order = shuffled(images.size());
  std::vector<fs::path> files;
  std::vector<std::int64_t> bytes;
  for (const std::int64_t i : order) {
    files.push_back(images.file(i));
    std::error_code error;
    const auto size = static_cast<std::int64_t>(fs::file_size(files.back(), error));
    // An unreadable file gives an error later, when it is decoded.
    bytes.push_back(error ? 1 : size);
  }
  const std::vector<std::int64_t> shape(input.begin() + 1, input.end());
  const std::string key =
      content_key({"images", images_key(images), fmt::format("{}", fmt::join(shape, "x"))});
  Dataset data;
  data.name = folder.filename().string();
  data.items = cached_images(files, key, shape, most, progress);
  data.labels = images.labels().index_select(0, at::tensor(order)).slice(0, 0, most);
  data.own_bytes = at::tensor(bytes, at::kLong).slice(0, 0, most);
  data.classes = images.classes();
  if (shape[0] == 1) {
    data.mean = 0.286041;  // mean of Fashion-MNIST's training images, as in fashion_mnist.cpp
    data.stddev = 0.353024;
  } else {
    data.channel_mean = at::tensor({0.485F, 0.456F, 0.406F}).view({3, 1, 1});
    data.channel_stddev = at::tensor({0.229F, 0.224F, 0.225F}).view({3, 1, 1});
  }
  return data;
}

Dataset own_texts(const fs::path& path, const Tokenizer& tokenizer, const TokenForm& form,
                  std::int64_t most) {
  TextTable table = load_text_file(path);
  TextTable picked;
  picked.name = table.name;
  picked.classes = table.classes;
  for (const std::int64_t row : shuffled(table.size())) {
    if (picked.size() == most) break;
    const auto i = static_cast<std::size_t>(row);
    picked.first.push_back(std::move(table.first[i]));
    if (!table.second.empty()) picked.second.push_back(std::move(table.second[i]));
    picked.labels.push_back(table.labels[i]);
  }
  return tokenize(picked, tokenizer, static_cast<std::size_t>(form.max_tokens));
}

std::string data_key(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) ? images_key(ImageFolder(path)) : file_key(path);
}

std::string weights_key(const fs::path& path) {
  std::error_code error;
  std::set<fs::path> files;
  if (fs::is_directory(path, error)) {
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.is_regular_file() && matters(entry.path())) files.insert(entry.path());
    }
  } else {
    files.insert(path);
    for (const char* name : {"vocab.txt", "vocab.json", "merges.txt", "tokenizer_config.json",
                             "tokenizer.json", "added_tokens.json"}) {
      if (is_there(path.parent_path() / name)) files.insert(path.parent_path() / name);
    }
  }
  std::vector<std::string> keys;
  for (const fs::path& file : files) {
    keys.push_back(file == path ? "weights" : file.filename().string());
    keys.push_back(file_key(file));
  }
  return content_key(keys);
}

}  // namespace tiersim::models
