#include <ATen/core/grad_mode.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "models/ir/executor.h"
#include "models/measure/serve.h"
#include "models/operators/lower.h"
#include "models/subjects/subject.h"
#include "models/training/checkpoint.h"
#include "models/training/evaluate.h"
#include "sim/error.h"

namespace {

using namespace tiersim;
using namespace tiersim::models;

void train_command(const std::string& name, const std::string& output, TrainingConfig config,
                   std::int64_t limit) {
  const Subject* subject = find_subject(name);
  if (!subject)
    throw UserError(fmt::format("unknown subject \"{}\" (see: tiersim list subjects)", name));
  Dataset data = subject->load_data(Split::train);
  if (limit > 0) {
    data.images = data.images.slice(0, 0, limit);
    data.labels = data.labels.slice(0, 0, limit);
  }
  const Graph graph = train_subject(*subject, data, config, [&](const std::string& line) {
    fmt::print(stderr, "{}: {}\n", name, line);
  });
  save_checkpoint(graph, output);
  use_inference_settings(config.threads);
  const Dataset test = subject->load_data(Split::test);
  const Executor executor(lower(graph));
  const at::Tensor predictions =
      predict([&](const at::Tensor& x) { return executor.run(x); }, test);
  fmt::print("{}: accuracy {:.4f} on {} test items, written to {}\n", name,
             top1_accuracy(predictions, test.labels), test.size(), output);
}

}  // namespace

int main(int argc, char** argv) {
  // Two threads that wait for each other by spinning can collapse on a shared machine. Read by
  // OpenMP before main(), so the front door sets it; this covers calls by hand of what follows.
  setenv("OMP_WAIT_POLICY", "passive", 0);

  CLI::App app{
      "One tier's compute process of tiersim: prepares models, runs and measures inference"};
  app.set_version_flag("--version", TIERSIM_VERSION);
  app.require_subcommand(1);

  CLI::App* serve_call =
      app.add_subcommand("serve", "Answer requests on a connected socket (used by tiersim)");
  int socket = 3;
  serve_call->add_option("--socket", socket, "File descriptor of the socket")
      ->capture_default_str();

  CLI::App* train_call = app.add_subcommand("train", "Train a subject and write its checkpoint");
  std::string subject, output;
  TrainingConfig config;
  std::int64_t limit = 0;
  train_call->add_option("subject", subject, "Name of the subject")->required();
  train_call->add_option("-o,--output", output, "Checkpoint to write (.safetensors)")->required();
  train_call->add_option("--epochs", config.epochs, "Passes over the training data")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  train_call->add_option("--seed", config.seed, "Seed of weights, order and augmentation")
      ->capture_default_str();
  train_call->add_option("--threads", config.threads, "Threads to train with")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  train_call->add_option("--limit", limit, "Use only the first so many training items");

  try {
    app.parse(argc, argv);
    if (train_call->parsed()) {
      train_command(subject, output, config, limit);
    } else {
      prctl(PR_SET_PDEATHSIG, SIGKILL);  // a tier does not outlive the study it computes for
      signal(SIGINT, SIG_IGN);           // Ctrl-C is the front door's to handle
      serve(socket);
    }
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const UserError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "tiersim-tier: {}\n", error.what());
    return 1;
  }
}
