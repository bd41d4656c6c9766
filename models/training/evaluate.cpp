#include "models/training/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "models/training/keep_freed_memory.h"
#include "sim/base/error.h"

namespace tiersim::models {

namespace {

constexpr std::int64_t kBatch = 25, kSmallestBatch = 4;
/// On a GPU, small batches take longer for each item, because each call takes some microseconds.
constexpr std::int64_t kBatchOnGpu = 256;
/// The most numbers in a batch of images on the CPU. A batch has at least kSmallestBatch images,
/// even if they have more numbers. Larger batches take longer for each image, because the outputs
/// of the layers do not fit into the caches.
constexpr std::int64_t kBatchNumbers = kBatch * 28 * 28;

using Model = std::function<at::Tensor(const at::Tensor&)>;

/// The number of images in a batch on the CPU.
std::int64_t images_at_once(const Dataset& data) {
  const std::int64_t numbers = data.size() > 0 ? data.items[0].numel() : 1;
  return std::clamp(kBatchNumbers / numbers, kSmallestBatch, kBatch);
}

at::Tensor answers_to_images(const Model& model, const Dataset& data, std::int64_t batch) {
  std::vector<at::Tensor> batches;
  for (std::int64_t begin = 0; begin < data.size(); begin += batch)
    batches.push_back(model(data.inputs(begin, std::min(begin + batch, data.size()))));
  return at::cat(batches);
}

at::Tensor answers_to_texts(const Model& model, const Dataset& data, std::int64_t batch) {
  const at::Tensor lengths = data.lengths();
  at::Tensor answers;
  for (std::int64_t length = 1; length <= data.items.size(1); ++length) {
    const at::Tensor rows = (lengths == length).nonzero().flatten();
    for (std::int64_t begin = 0; begin < rows.size(0); begin += batch) {
      const at::Tensor picked = rows.slice(0, begin, std::min(begin + batch, rows.size(0)));
      const at::Tensor some = model(data.to_inputs(data.items.index_select(0, picked)));
      if (!answers.defined()) answers = at::empty({data.size(), some.size(1)}, some.options());
      answers.index_copy_(0, picked.to(some.device()), some);
    }
  }
  return answers;
}

}  // namespace

at::Tensor answers_of(const Model& model, const Dataset& data, at::Device device) {
  keep_freed_memory();
  if (data.is_text()) return answers_to_texts(model, data, device.is_cpu() ? kBatch : kBatchOnGpu);
  return answers_to_images(model, data, device.is_cpu() ? images_at_once(data) : kBatchOnGpu);
}

at::Tensor predict(const Model& model, const Dataset& data, at::Device device) {
  const at::Tensor answers = answers_of(model, data, device);
  const at::Tensor unusable = at::isfinite(answers).all(1).logical_not();
  if (unusable.any().item<bool>())
    throw UserError(
        fmt::format("{} of {} answers to the data \"{}\" have logits that are not finite numbers "
                    "(do the weights have huge values? did training diverge?)",
                    unusable.sum().item<std::int64_t>(), answers.size(0), data.name));
  return answers.argmax(1).cpu();
}

double top1_accuracy(const at::Tensor& predictions, const at::Tensor& labels) {
  return (predictions == labels).to(at::kDouble).mean().item<double>();
}

double macro_f1(const at::Tensor& predictions, const at::Tensor& labels, std::int64_t classes) {
  double sum = 0, seen = 0;
  for (std::int64_t c = 0; c < classes; ++c) {
    const auto count = [](const at::Tensor& mask) {
      return static_cast<double>(mask.sum().item<std::int64_t>());
    };
    const double hits = count((predictions == c) & (labels == c));
    const double both = count(predictions == c) + count(labels == c);
    if (both == 0) continue;
    sum += 2 * hits / both;  // 2TP / (2TP + FP + FN)
    ++seen;
  }
  return sum / seen;
}

}  // namespace tiersim::models
