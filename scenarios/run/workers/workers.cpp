#include "scenarios/run/workers/workers.h"

#include <algorithm>

#include "scenarios/run/workers/interrupt.h"

namespace tiersim {

bool run_in_workers(const JobSet& job_set, int workers, Pool::Clock::duration quick) {
  constexpr int kSecond = 1000;  // ms
  const InterruptWatch watch;
  const std::size_t count = job_set.jobs.size();
  Pool pool(std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, workers))), job_set,
            quick);
  std::size_t next = 0, done = 0;
  while (pool.has_idle()) pool.order(job_set.jobs[next++]);
  const auto next_job = [&] {
    return next < count ? std::optional(job_set.jobs[next++]) : std::nullopt;
  };
  const auto plenty = [&] { return count - next > pool.size(); };
  const auto finished = [&](std::size_t job, std::string result) {
    job_set.finished(job, std::move(result));
    ++done;
  };
  while (done < count && !watch.interrupted()) {
    std::vector<pollfd> waiting;
    pool.watch(waiting);
    const int ready = poll(waiting.data(), waiting.size(), kSecond);
    if (job_set.idle) job_set.idle();
    // Below zero: a signal came, which the loop looks at.
    if (ready > 0) pool.collect(waiting.data(), next_job, plenty, finished);
  }
  return done == count;
}

}  // namespace tiersim
