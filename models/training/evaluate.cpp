#include "models/training/evaluate.h"

#include <algorithm>
#include <vector>

namespace tiersim::models {

at::Tensor predict(const std::function<at::Tensor(const at::Tensor&)>& model, const Dataset& data) {
  constexpr std::int64_t kBatch = 100;
  std::vector<at::Tensor> batches;
  for (std::int64_t begin = 0; begin < data.size(); begin += kBatch) {
    batches.push_back(model(data.inputs(begin, std::min(begin + kBatch, data.size()))).argmax(1));
  }
  return at::cat(batches);
}

double top1_accuracy(const at::Tensor& predictions, const at::Tensor& labels) {
  return (predictions == labels).to(at::kDouble).mean().item<double>();
}

double macro_f1(const at::Tensor& predictions, const at::Tensor& labels, std::int64_t classes) {
  double sum = 0;
  for (std::int64_t c = 0; c < classes; ++c) {
    const auto count = [](const at::Tensor& mask) {
      return static_cast<double>(mask.sum().item<std::int64_t>());
    };
    const double hits = count((predictions == c) & (labels == c));
    const double both = count(predictions == c) + count(labels == c);
    if (both > 0) sum += 2 * hits / both;  // 2TP / (2TP + FP + FN)
  }
  return sum / static_cast<double>(classes);
}

}  // namespace tiersim::models
