#include "models/weights/safetensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "models/weights/bounded_json.h"
#include "models/weights/input_file.h"
#include "sim/base/error.h"
#include "sim/base/partial_file.h"

namespace tiersim::models {
namespace {

using nlohmann::json;

constexpr std::uint64_t kLargestHeader = 100'000'000;  // limit of the format

struct TypeRow {
  const char* name;
  at::ScalarType type;
};
constexpr std::array<TypeRow, 10> kTypes{{{"F64", at::kDouble},
                                          {"F32", at::kFloat},
                                          {"F16", at::kHalf},
                                          {"BF16", at::kBFloat16},
                                          {"I64", at::kLong},
                                          {"I32", at::kInt},
                                          {"I16", at::kShort},
                                          {"I8", at::kChar},
                                          {"U8", at::kByte},
                                          {"BOOL", at::kBool}}};

/// A tensor as the header describes it. Its bytes are [begin, end) of the data.
struct Entry {
  std::string name;
  at::ScalarType type;
  std::vector<std::int64_t> shape;
  std::uint64_t begin, end;
};

/// Reads a list of whole numbers of 0 or more. nlohmann would also accept true and 1e300.
std::vector<std::int64_t> numbers(const json& list) {
  std::vector<std::int64_t> result;
  for (const json& value : list.get_ref<const json::array_t&>()) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() >> 63 != 0)
      throw std::invalid_argument("a shape or offset that is no whole number of 0 or more");
    result.push_back(value.get<std::int64_t>());
  }
  return result;
}

Entry entry_from(const std::string& name, const json& description) {
  const auto dtype = description.at("dtype").get<std::string>();
  const auto row = std::find_if(kTypes.begin(), kTypes.end(),
                                [&](const TypeRow& type) { return type.name == dtype; });
  if (row == kTypes.end()) throw std::invalid_argument("unknown dtype \"" + dtype + "\"");
  const std::vector<std::int64_t> offsets = numbers(description.at("data_offsets"));
  if (offsets.size() != 2) throw std::invalid_argument("offsets that are no pair");
  Entry entry{name, row->type, numbers(description.at("shape")),
              static_cast<std::uint64_t>(offsets[0]), static_cast<std::uint64_t>(offsets[1])};
  const std::int64_t count = element_count(entry.shape);
  if (count < 0) throw std::invalid_argument("a shape that overflows");
  if (entry.begin > entry.end ||
      entry.end - entry.begin != static_cast<std::uint64_t>(count) * c10::elementSize(row->type))
    throw std::invalid_argument("\"" + name + "\" has a size that does not match its shape");
  return entry;
}

/// The entries in the order of their data. Throws unless they cover all `data_size` bytes exactly
/// once.
std::vector<Entry> entries_from(const json& header, std::uint64_t data_size) {
  std::vector<Entry> entries;
  for (const auto& [name, description] : header.get_ref<const json::object_t&>()) {
    if (name != "__metadata__") entries.push_back(entry_from(name, description));
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::uint64_t end = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != end) throw std::invalid_argument("tensors that overlap or leave a gap");
    end = entry.end;
  }
  if (end != data_size)
    throw std::invalid_argument(fmt::format("{} bytes of tensors in {} of data", end, data_size));
  return entries;
}

}  // namespace

TensorFile read_safetensors(const std::filesystem::path& path) {
  InputFile input(path, "safetensors file");
  if (input.size() < sizeof(std::uint64_t)) input.fail("it is too short");
  const auto header_size = input.read_number<std::uint64_t>();
  if (header_size > kLargestHeader || header_size > input.remaining())
    input.fail("an impossible header length");

  TensorFile file;
  std::vector<Entry> entries;
  try {
    const json header = parse_bounded_json(input.read_text(header_size));
    entries = entries_from(header, input.remaining());
    for (const auto& [name, text] : header.value("__metadata__", json::object_t{}))
      file.metadata[name] = text.get<std::string>();
  } catch (const json::exception& problem) {
    input.fail(std::string("its header is malformed: ") + problem.what());
  } catch (const std::invalid_argument& problem) {
    input.fail(std::string("its header is malformed: ") + problem.what());
  }
  for (const Entry& entry : entries)
    file.tensors[entry.name] = input.read_tensor(entry.shape, entry.type);
  return file;
}

void write_safetensors(const std::filesystem::path& path, const TensorFile& file) {
  json header = json::object();
  if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
  std::vector<at::Tensor> data;
  std::uint64_t offset = 0;
  for (const auto& [name, tensor] : file.tensors) {
    const at::ScalarType wanted = tensor.scalar_type();
    const auto type = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&](const TypeRow& row) { return row.type == wanted; });
    if (type == kTypes.end())
      throw std::invalid_argument("safetensors: no name for the type of \"" + name + "\"");
    data.push_back(tensor.detach().contiguous());
    header[name] = {{"dtype", type->name},
                    {"shape", tensor.sizes().vec()},
                    {"data_offsets", {offset, offset + tensor.nbytes()}}};
    offset += tensor.nbytes();
  }
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');  // aligns the data

  const std::filesystem::path partial = partial_of(path);
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

void to_float32(TensorFile& file) {
  for (auto& [name, tensor] : file.tensors) {
    if (tensor.is_floating_point()) tensor = tensor.to(at::kFloat);
  }
}

}  // namespace tiersim::models
