#include "scenarios/run/workers/pool.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "sim/base/frame.h"

namespace tiersim {
namespace {

/// Returns false if the other end closed before the whole result had come.
bool receive_result(int socket, std::string& result) {
  try {
    result = read_bytes(socket);
    return true;
  } catch (const ProtocolError&) {
    return false;
  }
}

[[noreturn]] void serve(int socket, const JobSet& job_set) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // These signals go to whole groups of processes. The parent handles them.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  try {
    while (const auto order = read_frame(socket))
      write_bytes(socket, job_set.run(order->at("job").get<std::size_t>()));
  } catch (const std::exception&) {
    _exit(1);  // the parent sees the socket close
  }
  _exit(0);
}

}  // namespace

Pool::Pool(std::size_t size, const JobSet& job_set, Clock::duration quick)
    : job_set_(job_set), quick_(quick) {
  for (std::size_t i = 0; i < size; ++i) workers_.push_back(start());
}

Pool::~Pool() {
  for (Worker& worker : workers_) end(worker);
}

bool Pool::has_idle() const {
  return std::any_of(workers_.begin(), workers_.end(),
                     [](const Worker& worker) { return worker.jobs.empty(); });
}

void Pool::order(std::size_t job) {
  order(*std::find_if(workers_.begin(), workers_.end(),
                      [](const Worker& worker) { return worker.jobs.empty(); }),
        job);
}

void Pool::watch(std::vector<pollfd>& waiting) const {
  for (const Worker& worker : workers_)
    waiting.push_back({worker.jobs.empty() ? -1 : worker.socket, POLLIN, 0});
}

void Pool::collect(const pollfd* found, const Next& next, const std::function<bool()>& plenty,
                   const Finished& finished) {
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    if (found[i].revents == 0) continue;
    Worker& worker = workers_[i];
    const std::size_t job = worker.jobs.front();
    worker.jobs.pop_front();
    std::string result;
    if (!receive_result(worker.socket, result)) result = job_set_.failed(job, replace(worker));
    const auto now = Clock::now();
    const bool quick = now - std::exchange(worker.begun, now) < quick_;
    while (worker.jobs.empty() || (worker.jobs.size() == 1 && quick && plenty())) {
      const auto following = next();
      if (!following) break;
      order(worker, *following);
    }
    finished(job, std::move(result));
  }
}

Pool::Worker Pool::start() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error("cannot open a socket pair");
  const pid_t process = fork();
  if (process < 0) throw std::runtime_error("cannot start a worker process");
  if (process == 0) {
    for (const Worker& sibling : workers_) close(sibling.socket);
    close(ends[0]);
    serve(ends[1], job_set_);
  }
  close(ends[1]);
  return {process, ends[0]};
}

void Pool::order(Worker& worker, std::size_t job) {
  if (worker.jobs.empty()) worker.begun = Clock::now();
  worker.jobs.push_back(job);
  try {
    write_frame(worker.socket, {{"job", job}});
  } catch (const ProtocolError&) {
    // The worker died while it was idle. poll() reports its closed socket next.
  }
}

int Pool::end(Worker& worker) {
  int status = 0;
  if (worker.process < 0) return status;  // ended before
  close(std::exchange(worker.socket, -1));
  // If it has died already, it keeps the status that it died with.
  kill(worker.process, SIGKILL);
  waitpid(std::exchange(worker.process, -1), &status, 0);
  return status;
}

/// Puts a new process in the place of one that died, and gives it the jobs that the old one had
/// ahead. Returns how the old process ended.
std::string Pool::replace(Worker& worker) {
  const int status = end(worker);
  const std::deque<std::size_t> ahead = std::exchange(worker, start()).jobs;
  for (const std::size_t job : ahead) order(worker, job);
  if (WIFSIGNALED(status))
    return fmt::format("its process was ended by signal {} ({})", WTERMSIG(status),
                       strsignal(WTERMSIG(status)));
  return fmt::format("its process ended with status {}", WEXITSTATUS(status));
}

}  // namespace tiersim
