#include "models/weights/huggingface.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "models/weights/bounded_json.h"
#include "models/weights/read_tensor_file.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestShardName = 200;

bool is_there(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// Whether a text is a plain file name: letters, digits, '-', '_' and '.', but no '.' at the
/// beginning.
bool is_file_name(const std::string& name) {
  return !name.empty() && name.size() <= kLongestShardName && name[0] != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-' || c == '_' || c == '.';
         });
}

/// Reads an index {"weight_map": {tensor: file}}: each of its tensors, from the file that it names.
TensorFile read_shards(const std::filesystem::path& index) {
  InputFile input(index, "index of weights");
  const json content = read_json_object(input);
  const auto map = content.find("weight_map");
  if (map == content.end() || !map->is_object()) input.fail("it lacks \"weight_map\"");
  std::map<std::string, std::vector<std::string>> names;  // names of tensors, by file
  for (const auto& [name, file] : map->items()) {
    if (!file.is_string() || !is_file_name(file.get<std::string>()))
      input.fail("the file of \"" + name + "\" is not in the index's folder");
    names[file.get<std::string>()].push_back(name);
  }
  TensorFile all;
  for (const auto& [file, wanted] : names) {
    const std::filesystem::path path = index.parent_path() / file;
    if (!is_there(path))
      input.fail("its part " + file + " is missing", "fetch it into the same folder");
    TensorFile shard = read_tensor_file(path);
    for (const std::string& name : wanted) {
      const auto found = shard.tensors.find(name);
      if (found == shard.tensors.end()) input.fail("\"" + name + "\" is not in " + file);
      all.tensors[name] = std::move(found->second);
    }
  }
  return all;
}

TensorFile read_folder_weights(const std::filesystem::path& folder) {
  for (const std::string name : {"model.safetensors", "pytorch_model.bin"}) {
    if (is_there(folder / name)) return read_tensor_file(folder / name);
    const std::filesystem::path index = folder / (name + ".index.json");
    if (is_there(index)) return read_shards(index);
  }
  throw UserError(fmt::format(
      "{}: no weights (fetch model.safetensors or pytorch_model.bin into it)", folder.string()));
}

bool is_unused(std::string_view name) {
  return starts_with(name, "cls.") || starts_with(name, "lm_head.") ||
         ends_with(name, ".position_ids");
}

bool is_bare(std::string_view name) {
  return starts_with(name, "embeddings.") || starts_with(name, "encoder.") ||
         starts_with(name, "pooler.");
}

std::string todays_name(std::string name, const std::string& model_type) {
  for (const auto& [old, today] :
       {std::pair<std::string_view, std::string_view>{".gamma", ".weight"}, {".beta", ".bias"}}) {
    if (ends_with(name, old)) name.replace(name.size() - old.size(), old.size(), today);
  }
  return is_bare(name) ? model_type + "." + name : name;
}

}  // namespace

TensorFile read_huggingface_weights(const std::filesystem::path& folder) {
  const TransformerConfig config = read_transformer_config(folder);
  TensorFile stored = read_folder_weights(folder);
  TensorFile file;
  file.metadata = std::move(stored.metadata);
  for (auto& [stored_name, tensor] : stored.tensors) {
    if (is_unused(stored_name)) continue;
    const std::string name = todays_name(stored_name, config.model_type);
    if (!file.tensors.emplace(name, std::move(tensor)).second)
      throw UserError(fmt::format("{}: two tensors would be \"{}\" (fetch the weights again)",
                                  folder.string(), printable(name)));
  }
  return file;
}

}  // namespace tiersim::models
