// Prints how operators compare in speed, as ratios within one run: two executors take turns in
// blocks, so that a slow spell of the machine meets both. One thread.

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "models/data/fashion_mnist.h"
#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/measure/clocks.h"
#include "models/operators/lower.h"
#include "models/operators/operator.h"
#include "models/subjects/subject.h"
#include "models/training/checkpoint.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

constexpr int kRounds = 20;
constexpr int kBlock = 100;  // inferences in a row, the first tenth of them to warm the caches

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

void time_block(const std::function<void(std::int64_t)>& inference,
                std::vector<double>& milliseconds) {
  for (int i = 0; i < kBlock; ++i) {
    const MeasuredTime before = wall_now();
    inference(i);
    if (i >= kBlock / 10)
      milliseconds.push_back(1e-6 * static_cast<double>(wall_now().ns - before.ns));
  }
}

}  // namespace

int main() {
  use_inference_settings(1);
  const Dataset test = load_fashion_mnist(Split::test);
  const PrepareContext context{load_fashion_mnist(Split::train).inputs(0, 1000)};
  std::vector<at::Tensor> inputs;
  for (std::int64_t i = 0; i < kBlock; ++i) inputs.push_back(test.inputs(i, i + 1));
  for (const Subject& subject : subjects()) {
    Graph trained = subject.build();
    load_checkpoint(trained, checkpoint_path(subject));
    const Graph lowered = lower(trained);
    const Executor identity(apply_operators("identity", trained, context).stages[0]);
    const Executor sptq(apply_operators("sptq", trained, context).stages[0]);
    std::vector<double> plain, fp32, int8;
    for (int round = 0; round < kRounds; ++round) {
      time_block(
          [&](std::int64_t i) {
            interpret(lowered, inputs[static_cast<std::size_t>(i)].contiguous(
                                   at::MemoryFormat::ChannelsLast));
          },
          plain);
      time_block([&](std::int64_t i) { identity.run(inputs[static_cast<std::size_t>(i)]); }, fp32);
      time_block([&](std::int64_t i) { sptq.run(inputs[static_cast<std::size_t>(i)]); }, int8);
    }
    fmt::print(
        "{}: LibTorch's own operations, folded {:.3f} ms; identity {:.3f} ms; sptq {:.3f} ms\n",
        subject.name, median(plain), median(fp32), median(int8));
    fmt::print(
        "{}: identity {:.2f}x as fast as LibTorch's own operations; sptq {:.2f}x as fast as "
        "identity\n",
        subject.name, median(plain) / median(fp32), median(fp32) / median(int8));
  }
}
