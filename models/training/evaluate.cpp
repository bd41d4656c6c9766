#include "models/training/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "models/training/keep_freed_memory.h"
#include "sim/base/error.h"

namespace tiersim::models {

namespace {

constexpr std::int64_t kBatch = 25, kSmallestBatch = 4;
/// The most numbers in a batch of images. A batch has at least kSmallestBatch images, even if they
/// have more numbers. Larger batches take longer for each image, because the outputs of the layers
/// do not fit into the caches.
constexpr std::int64_t kBatchNumbers = kBatch * 28 * 28;

using Model = std::function<at::Tensor(const at::Tensor&)>;

at::Tensor answers_to_images(const Model& model, const Dataset& data) {
  std::vector<at::Tensor> batches;
  const std::int64_t numbers = data.size() > 0 ? data.items[0].numel() : 1;
  const std::int64_t batch = std::clamp(kBatchNumbers / numbers, kSmallestBatch, kBatch);
  for (std::int64_t begin = 0; begin < data.size(); begin += batch)
    batches.push_back(model(data.inputs(begin, std::min(begin + batch, data.size()))));
  return at::cat(batches);
}

at::Tensor answers_to_texts(const Model& model, const Dataset& data) {
  const at::Tensor lengths = data.lengths();
  at::Tensor answers;
  for (std::int64_t length = 1; length <= data.items.size(1); ++length) {
    const at::Tensor rows = (lengths == length).nonzero().flatten();
    for (std::int64_t begin = 0; begin < rows.size(0); begin += kBatch) {
      const at::Tensor picked = rows.slice(0, begin, std::min(begin + kBatch, rows.size(0)));
      const at::Tensor some = model(data.to_inputs(data.items.index_select(0, picked)));
      if (!answers.defined()) answers = at::empty({data.size(), some.size(1)}, some.options());
      answers.index_copy_(0, picked.to(some.device()), some);
    }
  }
  return answers;
}

}  // namespace

at::Tensor answers_of(const Model& model, const Dataset& data) {
  keep_freed_memory();
  return data.is_text() ? answers_to_texts(model, data) : answers_to_images(model, data);
}

at::Tensor predict(const Model& model, const Dataset& data) {
  const at::Tensor answers = answers_of(model, data);
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
