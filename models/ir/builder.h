#pragma once

#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Appends nodes to a graph; each method returns the new node's index. Weights are drawn from
/// LibTorch's default generator: seed it for a repeatable model.
class GraphBuilder {
 public:
  GraphBuilder();

  int input() const { return 0; }
  /// Square kernel, no bias, "same" padding of kernel / 2; weights by He et al., ICCV 2015
  /// (fan-out).
  int conv2d(const std::string& name, int input, std::int64_t in_channels,
             std::int64_t out_channels, std::int64_t kernel, std::int64_t stride = 1,
             std::int64_t groups = 1);
  int batch_norm2d(const std::string& name, int input, std::int64_t channels);
  int relu(const std::string& name, int input);
  int add(const std::string& name, int left, int right);
  int global_avg_pool2d(const std::string& name, int input);
  /// Weights and bias uniform in ±1/sqrt(in_features), as torch.nn.Linear starts.
  int linear(const std::string& name, int input, std::int64_t in_features,
             std::int64_t out_features);

  /// The finished graph, validated.
  Graph finish() &&;

 private:
  int append(Node node);
  Graph graph_;
};

}  // namespace tiersim::models
