#pragma once

#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Builds a graph node by node. The constructor makes the input node. Every method except input()
/// and finish() appends one node and returns its index, which later calls use to name an operand.
/// Weights are drawn from LibTorch's default generator: seed it for a repeatable model.
class GraphBuilder {
 public:
  GraphBuilder();

  int input() const { return 0; }  ///< index of the input node
  /// Appends a convolution with a square kernel, no bias, and a padding of kernel / 2, rounded
  /// down. Weights are normal with variance 2 / fan-out, where the fan-out is kernel^2 out_channels
  /// / groups (He et al., ICCV 2015).
  int conv2d(const std::string& name, int input, std::int64_t in_channels,
             std::int64_t out_channels, std::int64_t kernel, std::int64_t stride = 1,
             std::int64_t groups = 1);
  int batch_norm2d(const std::string& name, int input, std::int64_t channels);
  int max_pool2d(const std::string& name, int input, std::int64_t kernel, std::int64_t stride,
                 std::int64_t padding);
  /// Appends a linear layer. Weights and bias are uniform in ±1/sqrt(in_features), as
  /// torch.nn.Linear initializes them.
  int linear(const std::string& name, int input, std::int64_t in_features,
             std::int64_t out_features);
  /// Appends a linear layer with zero bias. Weights are normal with standard deviation
  /// 1/sqrt(in_features) (LeCun et al., 1998).
  int dense(const std::string& name, int input, std::int64_t in_features,
            std::int64_t out_features);
  int embedding(const std::string& name, int input, std::int64_t words, std::int64_t positions,
                std::int64_t types, std::int64_t width, const TokenLayout& tokens);
  int layer_norm(const std::string& name, int input, std::int64_t width, double epsilon);
  int attention(const std::string& name, int query, int key, int value, std::int64_t heads);
  int dropout(const std::string& name, int input, double probability);
  int add(const std::string& name, int left, int right);
  /// Appends a node of a kind without settings and tensors: relu, relu6, gelu, tanh,
  /// global_avg_pool2d or first_token.
  int apply(NodeKind kind, const std::string& name, int input);

  /// Returns the graph. Throws std::invalid_argument if the graph is not valid (validate()).
  Graph finish() &&;

 private:
  int append(Node node);
  Graph graph_;
};

}  // namespace tiersim::models
