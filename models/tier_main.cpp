#include <ATen/core/grad_mode.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>

#include "models/measure/serve.h"
#include "models/prepare/train_subject.h"
#include "models/service/compute/work_for_service.h"
#include "models/service/serving/child_process.h"
#include "models/service/serving/run_service.h"
#include "models/subjects/subject.h"
#include "sim/base/error.h"
#include "sim/base/standard_streams.h"

namespace {

using namespace tiersim;
using namespace tiersim::models;

void train_command(std::vector<std::string> names, TrainingRequest request) {
  if (request.folder.empty()) request.folder = checkpoint_folder();
  // What operators learn from a subject's weights is in the folder of these weights.
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
    train_subject(*subject, request, [&](const std::string& line) {
      print_error_line(fmt::format("{}: {}", name, line));
    });
  }
}

std::string this_program() { return std::filesystem::read_symlink("/proc/self/exe"); }

}  // namespace

int main(int argc, char** argv) {
  open_standard_streams();
  // On a shared machine, threads that spin while they wait for each other can become very slow.
  // OpenMP may read this variable before main(), so tiersim sets it when it starts this program.
  // This line is for a start by hand.
  setenv("OMP_WAIT_POLICY", "passive", 0);

  CLI::App app{
      "One tier's compute process of tiersim: prepares models, runs and measures inference"};
  app.set_version_flag("--version", TIERSIM_VERSION);
  app.require_subcommand(1);

  CLI::App* serve_call =
      app.add_subcommand("serve", "Answer requests on a connected socket (used by tiersim)");
  int socket = 3;
  CLI::App* service_call =
      app.add_subcommand("service", "Serve a tier of an emulated study over TCP (used by tiersim)");
  CLI::App* worker_call =
      app.add_subcommand("worker", "Compute for a tier service (used by \"service\")");
  for (CLI::App* call : {serve_call, service_call, worker_call})
    call->add_option("--socket", socket, "File descriptor of the socket")->capture_default_str();

  CLI::App* train_call = app.add_subcommand(
      "train",
      "Train subjects and what operators learn from them; continues after an interruption");
  std::vector<std::string> names;
  TrainingRequest request;
  bool weights_only = false;
  train_call->add_option("subjects", names, "Names of subjects (default: all that have data)");
  CLI::Option* output = train_call->add_option("-o,--output", request.folder,
                                               "Folder of checkpoints (default: the shipped ones)");
  train_call->add_flag("--again", request.again, "Train weights even if they exist");
  CLI::Option* without_operators =
      train_call->add_flag("--weights-only", weights_only, "Do not train what operators learn");
  // For trials. The two options that it needs keep its weights apart from those of the whole
  // training set.
  train_call->add_option("--limit", request.limit, "Use only the first N training items")
      ->check(CLI::PositiveNumber)
      ->needs(output)
      ->needs(without_operators);

  try {
    app.parse(argc, argv);
    if (train_call->parsed()) {
      request.operators = !weights_only;
      train_command(names, request);
    } else {
      prctl(PR_SET_PDEATHSIG, SIGTERM);  // end when tiersim ends
      signal(SIGINT, SIG_IGN);           // tiersim handles Ctrl-C
      if (serve_call->parsed()) serve(socket);
      if (worker_call->parsed()) service::work_for_service(socket);
      if (service_call->parsed()) service::run_service(socket, {this_program(), "worker"});
    }
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const UserError& error) {
    print_error_line(error.what());
    return 2;
  } catch (const std::exception& error) {
    print_error_line(fmt::format("tiersim-tier: {}", error.what()));
    return 1;
  }
}
