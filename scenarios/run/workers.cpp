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

constexpr std::size_t kPart = 16u << 20;  // bytes of a result in one frame

void send_result(int socket, const std::string& result) {
  for (std::size_t begin = 0; begin == 0 || begin < result.size(); begin += kPart) {
    const std::string part = result.substr(begin, kPart);
    write_frame(socket, {{"part", nlohmann::json::binary({part.begin(), part.end()})},
                         {"more", begin + kPart < result.size()}});
  }
}

/// False where the other end closed before all was there.
bool receive_result(int socket, std::string& result) {
  try {
    result.clear();
    for (bool more = true; more;) {
      const auto frame = read_frame(socket);
      if (!frame) return false;
      const auto& part = frame->at("part").get_binary();
      result.append(part.begin(), part.end());
      more = frame->at("more");
    }
    return true;
  } catch (const ProtocolError&) {
    return false;
  }
}

[[noreturn]] void serve(int socket, const Work& work) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGINT, SIG_IGN);  // Ctrl-C is the parent's to handle
  try {
    while (const auto order = read_frame(socket))
      send_result(socket, work.run(order->at("job").get<std::size_t>()));
  } catch (const std::exception&) {
    _exit(1);  // the parent sees the socket close
  }
  _exit(0);
}

class Pool {
 public:
  Pool(std::size_t size, const Work& work) : work_(work) {
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
      serve(ends[1], work_);
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

  const Work& work_;
  std::vector<Worker> workers_;
};

}  // namespace

bool run_in_workers(const Work& work, int workers) {
  constexpr int kSecond = 1000;  // ms
  const InterruptWatch watch;
  const std::size_t count = work.jobs.size();
  Pool pool(std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, workers))), work);
  std::size_t next = 0, done = 0;
  for (Worker& worker : pool.workers()) pool.order(worker, work.jobs[next++]);
  while (done < count && !interrupted) {
    std::vector<pollfd> waiting;
    for (const Worker& worker : pool.workers())
      waiting.push_back({worker.job ? worker.socket : -1, POLLIN, 0});
    const int ready = poll(waiting.data(), waiting.size(), kSecond);
    if (work.idle) work.idle();
    if (ready < 0) continue;  // a signal: the loop's condition looks
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      Worker& worker = pool.workers()[i];
      const std::size_t job = *worker.job;
      worker.job.reset();
      std::string result;
      if (!receive_result(worker.socket, result)) result = work.failed(job, pool.replace(worker));
      // Its next job first: what is done with a result takes time.
      if (next < count) pool.order(worker, work.jobs[next++]);
      work.finished(job, std::move(result));
      ++done;
    }
  }
  return done == count;
}

}  // namespace tiersim
