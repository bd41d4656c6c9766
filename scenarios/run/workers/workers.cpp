#include "scenarios/run/workers/workers.h"

#include <algorithm>

#include "scenarios/run/workers/interrupt.h"
#include "scenarios/run/workers/pool.h"

namespace tiersim {

bool run_in_workers(const JobSet& work, int workers) {
  constexpr int kSecond = 1000;  // ms
  const InterruptWatch watch;
  const std::size_t count = work.jobs.size();
  Pool pool(std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, workers))), work);
  std::size_t next = 0, done = 0;
  while (pool.has_idle()) pool.order(work.jobs[next++]);
  const auto next_job = [&] {
    return next < count ? std::optional(work.jobs[next++]) : std::nullopt;
  };
  const auto plenty = [&] { return count - next > pool.size(); };
  const auto finished = [&](std::size_t job, std::string result) {
    work.finished(job, std::move(result));
    ++done;
  };
  while (done < count && !watch.interrupted()) {
    std::vector<pollfd> waiting;
    pool.watch(waiting);
    const int ready = poll(waiting.data(), waiting.size(), kSecond);
    if (work.idle) work.idle();
    // Less than none: a signal, for the loop's condition.
    if (ready > 0) pool.collect(waiting.data(), next_job, plenty, finished);
  }
  return done == count;
}

}  // namespace tiersim
