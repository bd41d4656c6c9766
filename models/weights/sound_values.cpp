#include "models/weights/sound_values.h"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>

#include "models/weights/input_file.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

constexpr std::string_view kVariance = "running_var";

bool is_variance(std::string_view name) {
  return name.size() >= kVariance.size() &&
         name.substr(name.size() - kVariance.size()) == kVariance;
}

std::int64_t true_count(const at::Tensor& mask) { return mask.sum().item<std::int64_t>(); }

/// What is wrong with the values of a tensor; "" if nothing is.
std::string problem_of(const std::string& name, const at::Tensor& tensor) {
  if (!tensor.is_floating_point() || tensor.numel() == 0) return "";
  const auto tell = [&](const at::Tensor& mask, const char* what) {
    return fmt::format("has {} in {} of its {} values", what, true_count(mask), tensor.numel());
  };
  // float16 and bfloat16 are computed with as float32.
  const at::Tensor values = tensor.scalar_type() == at::kDouble ? tensor : tensor.to(at::kFloat);
  if (!at::isfinite(values).all().item<bool>()) {
    const at::Tensor unknown = at::isnan(values);
    return unknown.any().item<bool>() ? tell(unknown, "NaN") : tell(at::isinf(values), "infinity");
  }
  const at::Tensor beyond = values.abs() > std::numeric_limits<float>::max();
  if (beyond.any().item<bool>()) return tell(beyond, "what float32 cannot hold");
  const at::Tensor negative = values < 0;
  if (is_variance(name) && negative.any().item<bool>())
    return tell(negative, "a negative variance");
  return "";
}

}  // namespace

void require_sound_values(const TensorFile& file, const std::filesystem::path& path) {
  for (const auto& [name, tensor] : file.tensors) {
    const std::string problem = problem_of(name, tensor);
    if (!problem.empty())
      throw UserError(
          fmt::format("{}: tensor \"{}\" {} (did its training diverge? bring weights whose values "
                      "are finite)",
                      path.string(), printable(name), problem));
  }
}

}  // namespace tiersim::models
