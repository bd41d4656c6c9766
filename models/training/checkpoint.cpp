#include "models/training/checkpoint.h"

#include <fmt/format.h>

#include "models/weights/read_weights.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

constexpr const char* kOtherModel = " (are these the weights of another model?)";

/// How a tensor of the file differs from the tensor of the layer, with a remedy.
std::string difference(const at::Tensor& found, const at::Tensor& wanted) {
  if (found.sizes() == wanted.sizes())
    return fmt::format("holds {}, the layer float32 (save it as floating-point numbers)",
                       c10::toString(found.scalar_type()));
  const bool transposed = found.dim() == 2 && wanted.dim() == 2 &&
                          found.size(0) == wanted.size(1) && found.size(1) != wanted.size(1);
  return fmt::format(
      "has the shape [{}], the layer [{}]{}", fmt::join(found.sizes(), ", "),
      fmt::join(wanted.sizes(), ", "),
      transposed ? " (is it transposed? PyTorch stores [outputs, inputs])" : kOtherModel);
}

}  // namespace

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
  const auto fail = [&](const std::string& name, const std::string& problem) {
    throw UserError(fmt::format("{}: tensor \"{}\" {}", path.string(), name, problem));
  };
  for (Node& node : graph.nodes) {
    for (auto& [name, tensor] : node.tensors) {
      const std::string full = node.name + "." + name;
      const auto found = file.tensors.find(full);
      if (found == file.tensors.end()) fail(full, std::string("is missing") + kOtherModel);
      if (found->second.sizes() != tensor.sizes() ||
          found->second.scalar_type() != tensor.scalar_type())
        fail(full, difference(found->second, tensor));
      tensor = found->second;
      file.tensors.erase(found);
    }
  }
  for (auto item = file.tensors.begin(); item != file.tensors.end();) {
    // A counter of PyTorch's batch norms, for a kind of average that is not used here.
    const bool counter = item->first.find("num_batches_tracked") != std::string::npos;
    item = counter ? file.tensors.erase(item) : std::next(item);
  }
  if (!file.tensors.empty())
    fail(file.tensors.begin()->first, std::string("belongs to no layer") + kOtherModel);
}

}  // namespace tiersim::models
