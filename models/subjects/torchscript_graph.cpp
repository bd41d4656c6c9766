#include "models/subjects/torchscript_graph.h"

#include <fmt/format.h>

#include "sim/error.h"

namespace tiersim::models {

Graph torchscript_graph(const std::filesystem::path& path, const at::Tensor&) {
  throw UserError(fmt::format(
      "{}: TorchScript cannot be read yet (give architecture and weights instead)", path.string()));
}

}  // namespace tiersim::models
