#include "models/weights/safetensors.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "sim/error.h"

namespace tiersim::models {
namespace {

using nlohmann::json;

constexpr std::uint64_t kLargestHeader = 100'000'000;  // the format's own limit

struct TypeRow {
  const char* name;
  at::ScalarType type;
};
constexpr std::array<TypeRow, 5> kTypes{{{"F32", at::kFloat},
                                         {"F16", at::kHalf},
                                         {"I64", at::kLong},
                                         {"I8", at::kChar},
                                         {"U8", at::kByte}}};

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& problem) {
  throw UserError(fmt::format("{}: not a usable safetensors file: {} (fetch or prepare it again)",
                              path.string(), problem));
}

struct Extent {
  std::uint64_t begin, end;
  bool operator<(const Extent& other) const { return begin < other.begin; }
};

/// The number of elements; throws where the product would overflow.
std::uint64_t element_count(const std::filesystem::path& path,
                            const std::vector<std::int64_t>& shape) {
  std::uint64_t count = 1;
  for (const std::int64_t size : shape) {
    if (size < 0) fail(path, "a negative dimension");
    const auto factor = static_cast<std::uint64_t>(size);
    if (factor != 0 && count > std::numeric_limits<std::int64_t>::max() / factor)
      fail(path, "a shape that overflows");
    count *= factor;
  }
  return count;
}

at::Tensor read_tensor(const std::filesystem::path& path, std::ifstream& stream, const json& entry,
                       std::uint64_t data_begin, std::uint64_t data_size, Extent& extent) {
  const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
  const auto offsets = entry.at("data_offsets").get<std::array<std::uint64_t, 2>>();
  const auto name = entry.at("dtype").get<std::string>();
  const auto type = std::find_if(kTypes.begin(), kTypes.end(),
                                 [&](const TypeRow& row) { return row.name == name; });
  if (type == kTypes.end()) fail(path, "unknown dtype \"" + name + "\"");
  extent = {offsets[0], offsets[1]};
  if (extent.begin > extent.end || extent.end > data_size) fail(path, "an offset outside the file");
  const std::uint64_t bytes = extent.end - extent.begin;
  const std::uint64_t item = c10::elementSize(type->type);
  if (bytes % item != 0 || element_count(path, shape) != bytes / item)
    fail(path, "a size that does not match its shape");
  at::Tensor tensor = at::empty(shape, type->type);
  stream.seekg(static_cast<std::streamoff>(data_begin + extent.begin));
  stream.read(static_cast<char*>(tensor.data_ptr()), static_cast<std::streamsize>(bytes));
  if (!stream) fail(path, "it is truncated");
  return tensor;
}

}  // namespace

TensorFile read_safetensors(const std::filesystem::path& path) {
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(path, error);
  std::ifstream stream(path, std::ios::binary);
  if (error || !stream)
    throw UserError(fmt::format("{}: cannot be read (does it exist?)", path.string()));
  std::uint64_t header_size = 0;
  if (size < sizeof(header_size)) fail(path, "it is too short");
  stream.read(reinterpret_cast<char*>(&header_size), sizeof(header_size));
  if (header_size > kLargestHeader || header_size > size - sizeof(header_size))
    fail(path, "an impossible header length");
  std::string text(header_size, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(header_size));
  const std::uint64_t data_begin = sizeof(header_size) + header_size;

  TensorFile file;
  std::set<Extent> extents;
  try {
    const json header = json::parse(text);
    for (const auto& [name, entry] : header.items()) {
      if (name == "__metadata__") {
        file.metadata = entry.get<std::map<std::string, std::string>>();
        continue;
      }
      Extent extent{};
      file.tensors[name] = read_tensor(path, stream, entry, data_begin, size - data_begin, extent);
      if (extent.begin != extent.end) {
        const auto next = extents.upper_bound(extent);
        const bool overlaps = (next != extents.end() && next->begin < extent.end) ||
                              (next != extents.begin() && std::prev(next)->end > extent.begin);
        if (overlaps) fail(path, "tensors that overlap");
        extents.insert(extent);
      }
    }
  } catch (const json::exception& problem) {
    fail(path, std::string("its header is malformed: ") + problem.what());
  }
  return file;
}

void write_safetensors(const std::filesystem::path& path, const TensorFile& file) {
  json header = json::object();
  if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
  std::vector<at::Tensor> data;
  std::uint64_t offset = 0;
  for (const auto& [name, tensor] : file.tensors) {
    const auto type = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& row) {
      return row.type == tensor.scalar_type();
    });
    if (type == kTypes.end())
      throw std::invalid_argument("safetensors: no name for the type of \"" + name + "\"");
    data.push_back(tensor.detach().contiguous());
    header[name] = {{"dtype", type->name},
                    {"shape", tensor.sizes().vec()},
                    {"data_offsets", {offset, offset + tensor.nbytes()}}};
    offset += tensor.nbytes();
  }
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');  // the data starts aligned

  const std::filesystem::path partial = path.string() + fmt::format(".{}.partial", getpid());
  std::ofstream stream(partial, std::ios::binary);
  const std::uint64_t header_size = text.size();
  stream.write(reinterpret_cast<const char*>(&header_size), sizeof(header_size));
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  for (const at::Tensor& tensor : data) {
    stream.write(static_cast<const char*>(tensor.data_ptr()),
                 static_cast<std::streamsize>(tensor.nbytes()));
  }
  stream.close();
  if (!stream) {
    std::filesystem::remove(partial);
    throw UserError(fmt::format("{}: cannot be written (is the disk full, the folder writable?)",
                                path.string()));
  }
  std::filesystem::rename(partial, path);
}

void halve_matrices(TensorFile& file) {
  for (auto& [name, tensor] : file.tensors) {
    if (tensor.scalar_type() == at::kFloat && tensor.dim() > 1) tensor = tensor.to(at::kHalf);
  }
}

void widen(TensorFile& file) {
  for (auto& [name, tensor] : file.tensors) {
    if (tensor.scalar_type() == at::kHalf) tensor = tensor.to(at::kFloat);
  }
}

}  // namespace tiersim::models
