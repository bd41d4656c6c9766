#include "sim/tier_queue.h"

#include <utility>

namespace tiersim {

void TierQueue::submit(Duration service, std::function<void(Duration)> done) {
  Job job{SimClock::now(), service, std::move(done)};
  if (idle_ > 0) {
    --idle_;
    start(std::move(job));
  } else {
    waiting_.push_back(std::move(job));
  }
}

void TierQueue::start(Job job) {
  const Duration waited = SimClock::now() - job.arrived;
  schedule(job.service, [this, waited, done = std::move(job.done)] {
    if (waiting_.empty()) {
      ++idle_;
    } else {
      Job next = std::move(waiting_.front());
      waiting_.pop_front();
      start(std::move(next));
    }
    done(waited);
  });
}

}  // namespace tiersim
