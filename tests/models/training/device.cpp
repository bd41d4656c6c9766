#include "models/training/device.h"

#include <ATen/Context.h>

#include <catch2/catch.hpp>

#include "models/ir/graph_file.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim::models;

TEST_CASE("Training computes on the CPU unless LibTorch finds a CUDA device", "[device]") {
  CHECK(training_device().is_cuda() == at::hasCUDA());
  CHECK(training_device().is_cpu() == !at::hasCUDA());
}

TEST_CASE("A graph keeps its numbers when it moves to the training device and back", "[device]") {
  const Graph graph = small_network(1);
  const Graph there = on_device(graph, training_device());
  for (const Node& node : there.nodes) {
    for (const auto& [name, tensor] : node.tensors) CHECK(tensor.device() == training_device());
  }
  CHECK(graph_key(on_device(there, at::kCPU)) == graph_key(graph));
}
