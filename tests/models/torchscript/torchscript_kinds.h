#pragma once

#include <cstdint>
#include <string>

#include "tests/models/torchscript/torchscript_models.h"

namespace tiersim::models {

/// Returns a module without weights whose forward has the lines `body`; the last one returns.
inline Module lines(const std::string& body) {
  Module module("Lines");
  module.define("def forward(self, x: Tensor) -> Tensor:\n" + body);
  return module;
}

/// Returns a squeeze-and-excitation of an image with `channels` channels: each channel is
/// multiplied by a function of the means of all channels. `inner` and `outer` are expressions of s.
/// Source: Hu et al., CVPR 2018.
inline Module excitation(std::int64_t channels, const std::string& inner,
                         const std::string& outer) {
  Module module("Excitation");
  module.register_module("fc1", conv(channels, 4, 1));
  module.register_module("fc2", conv(4, channels, 1));
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    s = self.fc1.forward(torch.adaptive_avg_pool2d(x, [1, 1]))
    s = self.fc2.forward()" +
                inner + R"()
    return )" + outer +
                R"( * x
)");
  return module;
}

/// Returns a layer that puts two channels of coordinates before those of an image [N, C, 32, 32],
/// expanded to `sizes`. Source: Liu et al., "CoordConv", NeurIPS 2018.
inline Module coordinates(std::int64_t stored, const std::string& sizes) {
  Module module("Coordinates");
  module.register_buffer("coordinates", at::rand({1, stored, 32, 32}) * 4 - 2);
  module.define(
      "def forward(self, x: Tensor) -> Tensor:\n"
      "    return torch.cat([self.coordinates.expand(" +
      sizes + "), x], 1)\n");
  return module;
}

/// Returns a network for images [N, 3, 32, 32] and 10 classes: convolution, norm, relu, `middle`,
/// convolution, norm, relu, pooling, linear layer. `middle` maps [N, 16, 32, 32] to an image of
/// `channels` channels.
inline Module network_around(const Module& middle, std::int64_t channels = 16) {
  Module module("Network");
  module.register_module("stem", conv(3, 16, 3));
  module.register_module("norm", batch_norm(16));
  module.register_module("middle", middle);
  module.register_module("last", conv(channels, 24, 3, 2));
  module.register_module("last_norm", batch_norm(24));
  module.register_module("fc", linear(24, 10, false));
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    x = torch.relu(self.norm.forward(self.stem.forward(x)))
    x = torch.relu(self.last_norm.forward(self.last.forward(self.middle.forward(x))))
    return self.fc.forward(torch.flatten(torch.adaptive_avg_pool2d(x, [1, 1]), 1))
)");
  return module;
}

/// Returns a block of a DenseNet: each convolution reads all values before it, and a norm without a
/// convolution before it comes first. Maps 16 channels to 32. Source: Huang et al., CVPR 2017.
inline Module dense_block() {
  Module module("Dense");
  for (std::int64_t i = 0; i < 2; ++i) {
    module.register_module("norm" + std::to_string(i), batch_norm(16 + 8 * i));
    module.register_module("conv" + std::to_string(i), conv(16 + 8 * i, 8, 3));
  }
  module.register_module("norm", batch_norm(32));
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    a = self.conv0.forward(torch.relu(self.norm0.forward(x)))
    b = self.conv1.forward(torch.relu(self.norm1.forward(torch.cat([x, a], 1))))
    y = torch.relu(self.norm.forward(torch.cat([x, a, b], 1)))
    return torch.avg_pool2d(y, [2, 2], [2, 2])
)");
  return module;
}

/// Returns a block of a ShuffleNet: half of the channels pass a convolution, and the channels of
/// both halves are shuffled. Keeps 16 channels. Source: Ma et al., ECCV 2018.
inline Module shuffle_block() {
  Module module("Shuffle");
  module.register_module("conv", conv(8, 8, 3, 1, 8));
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    a, b = torch.chunk(x, 2, 1)
    y = torch.cat([a, torch.relu(self.conv.forward(b))], 1)
    n, c, h, w = y.size(0), y.size(1), y.size(2), y.size(3)
    y = torch.transpose(y.view([n, 2, c // 2, h, w]), 1, 2).contiguous()
    return y.view([n, c, h, w])
)");
  return module;
}

}  // namespace tiersim::models
