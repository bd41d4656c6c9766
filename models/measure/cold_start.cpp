#include "models/measure/cold_start.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <torch/csrc/jit/serialization/pickle.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string>

#include "models/ir/executor.h"
#include "models/measure/clocks.h"
#include "models/measure/process_limits.h"
#include "models/measure/stage_worker.h"
#include "models/prepare/prepare.h"
#include "models/subjects/own_subject.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

std::vector<char> read_all(int descriptor) {
  std::vector<char> bytes, chunk(1 << 16);
  for (ssize_t got = 0; (got = read(descriptor, chunk.data(), chunk.size())) > 0;)
    bytes.insert(bytes.end(), chunk.begin(), chunk.begin() + got);
  return bytes;
}

void write_all(int descriptor, const std::vector<char>& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t put = write(descriptor, bytes.data() + done, bytes.size() - done);
    if (put <= 0) _exit(1);
    done += static_cast<std::size_t>(put);
  }
}

constexpr unsigned kSecondsForInput = 120;
constexpr char kTensor = 't', kUserError = 'u', kOtherError = 'o';  // kinds of a child's message

void send(int descriptor, char kind, const std::vector<char>& bytes) {
  write_all(descriptor, {kind});
  write_all(descriptor, bytes);
}

std::vector<char> as_bytes(const std::string& text) { return {text.begin(), text.end()}; }

/// Runs in the child: sends the stage's input to `descriptor` and ends the child.
[[noreturn]] void make_input(const protocol::LoadRequest& request, pid_t parent, int descriptor) {
  // The child ends with its parent, or after kSecondsForInput. It closes the sockets that it
  // inherited.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  alarm(kSecondsForInput);
  for (int other = STDERR_FILENO + 1; other < 1024; ++other)
    if (other != descriptor) close(other);
  try {
    const Subject subject =
        subject_of(request.variant.subject, request.model, [](const std::string&) {});
    use_inference_settings(1);
    const auto inputs = stage_inputs(load_stages(request.variant), request.stage, subject,
                                     {0, 1, request.tier.batch}, [] {});
    send(descriptor, kTensor, torch::jit::pickle_save(inputs.at(0)));
  } catch (const UserError& problem) {
    send(descriptor, kUserError, as_bytes(problem.what()));
  } catch (const std::exception& problem) {
    send(descriptor, kOtherError, as_bytes(problem.what()));
  }
  _exit(0);
}

/// The input of the stage's first inference. A child process makes it, so that this process stays
/// cold. Forking is safe only as long as this process has not used LibTorch.
at::Tensor first_input(const protocol::LoadRequest& request) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("cannot open a pipe");
  const pid_t parent = getpid(), child = fork();
  if (child < 0) throw std::runtime_error("cannot start a process");
  if (child == 0) make_input(request, parent, ends[1]);
  close(ends[1]);
  const std::vector<char> bytes = read_all(ends[0]);
  close(ends[0]);
  waitpid(child, nullptr, 0);
  if (bytes.empty())
    throw std::runtime_error("the process that reads the stage's first input ended without it");
  const std::vector<char> content(bytes.begin() + 1, bytes.end());
  if (bytes[0] == kTensor) return torch::jit::pickle_load(content).toTensor();
  const std::string problem(content.begin(), content.end());
  if (bytes[0] == kUserError) throw UserError(problem);
  throw std::runtime_error(problem);
}

/// Peak resident memory of this process so far.
Bytes peak_memory() {
  std::ifstream stream("/proc/self/status");
  for (std::string line; std::getline(stream, line);)
    if (line.rfind("VmHWM:", 0) == 0) return {std::stoll(line.substr(6)) * 1024};
  return {};
}

}  // namespace

protocol::ColdStart cold_start(const protocol::LoadRequest& request, MeasuredTime spawned) {
  const std::int64_t started = wall_now().ns - spawned.ns, cpu_started = cpu_now().ns;
  const at::Tensor input = first_input(request);
  limit_process(request.tier);
  const WorkerShare share = worker_share(request.tier);
  const Watchdog watchdog;
  const MeasuredTime wall_before = wall_now(), cpu_before = cpu_now();
  use_inference_settings(share.threads);
  const std::vector<Graph> stages = load_stages(request.variant);
  Executor(stages.at(static_cast<std::size_t>(request.stage))).warm_up(input);
  const std::int64_t wall = started + wall_now().ns - wall_before.ns;
  const std::int64_t cpu = cpu_started + cpu_now().ns - cpu_before.ns;
  const double waits = static_cast<double>(cpu) * (1 / share.speed() - 1);
  return {{wall + std::llround(waits)}, peak_memory()};
}

}  // namespace tiersim::models
