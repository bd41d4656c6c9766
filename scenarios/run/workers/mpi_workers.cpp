#include "scenarios/run/workers/mpi_workers.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "scenarios/run/workers/interrupt.h"
#include "scenarios/run/workers/message_parts.h"
#include "scenarios/run/workers/pool.h"
#include "scenarios/run/workers/progress.h"
#include "scenarios/terminal/tell.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

using Jobs = std::deque<std::size_t>;

std::optional<std::size_t> take_first(Jobs& jobs) {
  if (jobs.empty()) return std::nullopt;
  const std::size_t job = jobs.front();
  jobs.pop_front();
  return job;
}

/// The jobs that rank 0 has handed out to the helpers, which are the other ranks.
class HelperJobs {
 public:
  HelperJobs(const Helpers& helpers, std::size_t own_workers, Jobs& rest, Ranks& ranks)
      : ranks_(ranks), rest_(rest), workers_(own_workers) {
    for (const auto& [rank, workers] : helpers) workers_ += helpers_[rank].workers = workers;
    for (auto& [rank, helper] : helpers_) hand_out(rank, helper);
  }

  /// Whether there is more than one job left for each worker.
  bool has_plenty() const { return rest_.size() > workers_; }

  /// Takes what a helper says. Results go to `finished`.
  void take_message(const Ranks::Message& message, const Pool::Finished& finished) {
    const nlohmann::json& content = message.content;
    if (content.contains("error")) throw UserError(content.at("error"));
    if (content.contains("gone")) return forget_helper(message.from);
    Helper& helper = helpers_.at(message.from);
    if (!add_part(content, helper.result)) return;
    const std::size_t job = content.at("job");
    helper.jobs.erase(job);
    hand_out(message.from, helper);
    finished(job, std::exchange(helper.result, {}));
  }

 private:
  struct Helper {
    std::size_t workers{0};
    std::set<std::size_t> jobs;  ///< handed out, not finished
    std::string result;          ///< the parts of a result that have arrived
  };

  /// Each worker gets one more job than it can run, so that it need not wait for the next message
  /// from rank 0. Near the end it gets none ahead, because another worker could begin it sooner.
  void hand_out(int rank, Helper& helper) {
    const std::size_t most = helper.workers * (has_plenty() ? 2 : 1);
    std::vector<std::size_t> jobs;
    while (helper.jobs.size() < most) {
      const auto job = take_first(rest_);
      if (!job) break;
      helper.jobs.insert(*job);
      jobs.push_back(*job);
    }
    if (!jobs.empty()) ranks_.send(rank, {{"jobs", jobs}});
  }

  /// A helper has died: others get its jobs.
  void forget_helper(int rank) {
    const auto lost = helpers_.find(rank);
    if (lost == helpers_.end()) return;
    const Helper& helper = lost->second;
    tell(fmt::format("rank {} has gone; others do the {} scenarios it was at", rank,
                     helper.jobs.size()));
    workers_ -= helper.workers;
    rest_.insert(rest_.begin(), helper.jobs.begin(), helper.jobs.end());
    helpers_.erase(lost);
    for (auto& [other, left] : helpers_) hand_out(other, left);
  }

  Ranks& ranks_;
  Jobs& rest_;
  std::size_t workers_;  ///< in all ranks
  std::map<int, Helper> helpers_;
};

}  // namespace

bool run_in_ranks(const JobSet& job_set, int workers, const Helpers& helpers, Ranks& ranks) {
  constexpr int kSecond = 1000;  // ms
  const InterruptWatch watch;
  Jobs rest(job_set.jobs.begin(), job_set.jobs.end());
  Pool pool(std::min(rest.size(), static_cast<std::size_t>(std::max(1, workers))), job_set);
  HelperJobs helper_jobs(helpers, pool.size(), rest, ranks);
  std::size_t done = 0;
  const auto next = [&] { return take_first(rest); };
  const auto plenty = [&] { return helper_jobs.has_plenty(); };
  const auto finished = [&](std::size_t job, std::string result) {
    job_set.finished(job, std::move(result));
    ++done;
  };
  while (done < job_set.jobs.size() && !watch.interrupted()) {
    while (pool.has_idle() && !rest.empty()) pool.order(*next());
    std::vector<pollfd> waiting;
    pool.watch(waiting);
    waiting.push_back({ranks.descriptor(), POLLIN, 0});
    const int ready = poll(waiting.data(), waiting.size(), kSecond);
    if (job_set.idle) job_set.idle();
    if (ready <= 0) continue;  // nothing came, or a signal, which the loop looks at
    pool.collect(waiting.data(), next, plenty, finished);
    if (waiting.back().revents == 0) continue;
    const auto message = ranks.receive();
    if (!message) break;
    helper_jobs.take_message(*message, finished);
  }
  return done == job_set.jobs.size();
}

int help_rank_0(const JobSet& job_set, int workers, Ranks& ranks) {
  Pool pool(static_cast<std::size_t>(std::max(1, workers)), job_set);
  Jobs ahead;
  const auto next = [&] { return take_first(ahead); };
  const auto plenty = [] { return false; };  // the jobs ahead are in this process already
  const auto finished = [&](std::size_t job, const std::string& result) {
    send_in_parts(result, [&](nlohmann::json part) {
      part["job"] = job;
      ranks.send(0, part);
    });
  };
  for (;;) {
    while (pool.has_idle() && !ahead.empty()) pool.order(*next());
    std::vector<pollfd> waiting;
    pool.watch(waiting);
    waiting.push_back({ranks.descriptor(), POLLIN, 0});
    if (poll(waiting.data(), waiting.size(), -1) <= 0) continue;
    pool.collect(waiting.data(), next, plenty, finished);
    if (waiting.back().revents == 0) continue;
    const auto message = ranks.receive();
    if (!message) return 1;  // MPI has ended, rank 0 with it
    if (message->content.contains("end")) return message->content.at("end");
    for (const std::size_t job : message->content.at("jobs")) ahead.push_back(job);
  }
}

}  // namespace tiersim
