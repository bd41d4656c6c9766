#include <ATen/core/grad_mode.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "models/measure/serve.h"
#include "models/prepare/train_subject.h"
#include "models/subjects/subject.h"
#include "sim/base/error.h"

namespace {

using namespace tiersim;
using namespace tiersim::models;

void train_command(std::vector<std::string> names, TrainingRequest request) {
  if (request.folder.empty()) request.folder = checkpoint_folder();
  // What is learnt from a subject's weights is looked for where the weights are.
  setenv("TIERSIM_CHECKPOINTS", request.folder.c_str(), 1);
  std::filesystem::create_directories(request.folder);
  if (names.empty()) {
    for (const Subject& subject : subjects()) {
      if (is_trained(subject)) names.emplace_back(subject.name);
    }
  }
  for (const std::string& name : names) {
    const Subject* subject = find_subject(name);
    if (!subject)
      throw UserError(fmt::format("unknown subject \"{}\" (see: tiersim list subjects)", name));
    train_subject(*subject, request,
                  [&](const std::string& line) { fmt::print(stderr, "{}: {}\n", name, line); });
  }
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

  CLI::App* train_call = app.add_subcommand(
      "train", "Train subjects, and what operators learn from them; goes on where it was");
  std::vector<std::string> names;
  TrainingRequest request;
  bool weights_only = false;
  train_call->add_option("subjects", names, "Names of subjects (default: all that have data)");
  CLI::Option* output = train_call->add_option("-o,--output", request.folder,
                                               "Folder of checkpoints (default: the shipped ones)");
  train_call->add_flag("--again", request.again, "Train weights that are there already");
  CLI::Option* without_operators =
      train_call->add_flag("--weights-only", weights_only, "Leave out what operators learn");
  // A trial: its weights are not to be taken for those of the whole training set.
  train_call->add_option("--limit", request.limit, "Use only the first so many training items")
      ->check(CLI::PositiveNumber)
      ->needs(output)
      ->needs(without_operators);

  try {
    app.parse(argc, argv);
    if (train_call->parsed()) {
      request.operators = !weights_only;
      train_command(names, request);
    } else {
      prctl(PR_SET_PDEATHSIG, SIGTERM);  // a tier does not outlive the study it computes for
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
