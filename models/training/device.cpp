#include "models/training/device.h"

#include <ATen/Context.h>

namespace tiersim::models {

at::Device training_device() {
  return at::hasCUDA() ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
}

Graph on_device(Graph graph, at::Device device) {
  for (Node& node : graph.nodes) {
    for (auto& [name, tensor] : node.tensors) tensor = tensor.to(device);
  }
  return graph;
}

}  // namespace tiersim::models
