#include "models/training/checkpoint.h"

#include <fmt/format.h>

#include "models/weights/read_weights.h"
#include "sim/base/error.h"

namespace tiersim::models {

void save_checkpoint(const Graph& graph, const std::filesystem::path& path) {
  TensorFile file;
  for (const Node& node : graph.nodes) {
    for (const auto& [name, tensor] : node.tensors) file.tensors[node.name + "." + name] = tensor;
  }
  halve_matrices(file);
  write_safetensors(path, file);
}

void load_checkpoint(Graph& graph, const std::filesystem::path& path) {
  fill(graph, read_weights(path), path);
}

void fill(Graph& graph, TensorFile file, const std::filesystem::path& path) {
  const auto fail = [&](const std::string& name, const char* problem) {
    throw UserError(fmt::format("{}: tensor \"{}\" {} (are these the weights of another model?)",
                                path.string(), name, problem));
  };
  for (Node& node : graph.nodes) {
    for (auto& [name, tensor] : node.tensors) {
      const std::string full = node.name + "." + name;
      const auto found = file.tensors.find(full);
      if (found == file.tensors.end()) fail(full, "is missing");
      if (found->second.sizes() != tensor.sizes() ||
          found->second.scalar_type() != tensor.scalar_type())
        fail(full, "has another shape or type");
      tensor = found->second;
      file.tensors.erase(found);
    }
  }
  for (auto item = file.tensors.begin(); item != file.tensors.end();) {
    // A counter of PyTorch's batch norms, for a kind of average that is not used here.
    const bool counter = item->first.find("num_batches_tracked") != std::string::npos;
    item = counter ? file.tensors.erase(item) : std::next(item);
  }
  if (!file.tensors.empty()) fail(file.tensors.begin()->first, "belongs to no layer");
}

}  // namespace tiersim::models
