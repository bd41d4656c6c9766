#include "scenarios/run/workers.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "models/protocol/frame.h"
#include "scenarios/run/result_message.h"

namespace tiersim {
namespace {

volatile std::sig_atomic_t interrupted = 0;

/// SIGINT and SIGTERM set a flag while this lives, and cut poll() short.
class InterruptWatch {
 public:
  InterruptWatch() {
    interrupted = 0;
    struct sigaction action {};
    action.sa_handler = [](int) { interrupted = 1; };
    sigaction(SIGINT, &action, &before_int_);
    sigaction(SIGTERM, &action, &before_term_);
  }
  ~InterruptWatch() {
    sigaction(SIGINT, &before_int_, nullptr);
    sigaction(SIGTERM, &before_term_, nullptr);
  }

 private:
  struct sigaction before_int_ {
  }, before_term_{};
};

struct Worker {
  pid_t process{-1};
  int socket{-1};
  std::optional<std::size_t> job;
};

[[noreturn]] void work(int socket, const std::function<ScenarioResult(std::size_t)>& job) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGINT, SIG_IGN);  // Ctrl-C is the parent's to handle
  try {
    while (const auto order = read_frame(socket))
      send_result(socket, job(order->at("job").get<std::size_t>()));
  } catch (const std::exception&) {
    _exit(1);  // the parent sees the socket close
  }
  _exit(0);
}

class Pool {
 public:
  Pool(std::size_t size, const std::function<ScenarioResult(std::size_t)>& job) : job_(job) {
    for (std::size_t i = 0; i < size; ++i) workers_.push_back(start());
  }
  ~Pool() {
    for (Worker& worker : workers_) end(worker);
  }

  std::vector<Worker>& workers() { return workers_; }

  void order(Worker& worker, std::size_t job) {
    worker.job = job;
    try {
      write_frame(worker.socket, {{"job", job}});
    } catch (const ProtocolError&) {
      // It died while idle: its closed socket is what poll() reports next.
    }
  }

  /// How the process ended, and a new one in its place.
  std::string replace(Worker& worker) {
    const int status = end(worker);
    worker = start();
    if (WIFSIGNALED(status))
      return fmt::format("its process was ended by signal {} ({})", WTERMSIG(status),
                         strsignal(WTERMSIG(status)));
    return fmt::format("its process ended with status {}", WEXITSTATUS(status));
  }

 private:
  Worker start() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
      throw std::runtime_error("cannot open a socket pair");
    const pid_t process = fork();
    if (process < 0) throw std::runtime_error("cannot start a worker process");
    if (process == 0) {
      for (const Worker& sibling : workers_) close(sibling.socket);
      close(ends[0]);
      work(ends[1], job_);
    }
    close(ends[1]);
    return {process, ends[0], std::nullopt};
  }

  int end(Worker& worker) {
    int status = 0;
    close(worker.socket);
    // One that has died already keeps the status it died with.
    kill(worker.process, SIGKILL);
    waitpid(worker.process, &status, 0);
    return status;
  }

  const std::function<ScenarioResult(std::size_t)>& job_;
  std::vector<Worker> workers_;
};

}  // namespace

bool run_in_workers(std::size_t count, int workers,
                    const std::function<ScenarioResult(std::size_t)>& job,
                    const std::function<ScenarioResult(std::size_t)>& failed,
                    const std::function<void(ScenarioResult)>& finished) {
  const InterruptWatch watch;
  Pool pool(std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, workers))), job);
  std::size_t next = 0, done = 0;
  for (Worker& worker : pool.workers()) pool.order(worker, next++);
  while (done < count && !interrupted) {
    std::vector<pollfd> waiting;
    for (const Worker& worker : pool.workers())
      waiting.push_back({worker.job ? worker.socket : -1, POLLIN, 0});
    if (poll(waiting.data(), waiting.size(), -1) < 0)
      continue;  // a signal: the loop's condition looks
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      Worker& worker = pool.workers()[i];
      const std::size_t at = *worker.job;
      worker.job.reset();
      ScenarioResult result;
      if (!receive_result(worker.socket, failed, result)) {
        result = failed(at);
        result.status = "failed";
        result.reason = pool.replace(worker);
      }
      finished(std::move(result));
      ++done;
      if (next < count) pool.order(worker, next++);
    }
  }
  return done == count;
}

}  // namespace tiersim
