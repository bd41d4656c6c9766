#include "sim/tier_queue.h"

#include <algorithm>
#include <utility>

namespace tiersim {

bool TierQueue::submit(Job job) {
  // Jobs that fit the batches of idle workers do not count as waiting.
  const std::size_t room = static_cast<std::size_t>(idle_) * settings_.batch;
  if (waiting_.size() >= room && waiting_.size() - room >= settings_.limit) return false;
  waiting_.push_back({job, SimClock::now()});
  start_what_can();
  return true;
}

Duration TierQueue::busy_time() const {
  return busy_ + (settings_.workers - idle_) * (SimClock::now() - changed_);
}

void TierQueue::change_idle(int by) {
  busy_ = busy_time();
  changed_ = SimClock::now();
  idle_ += by;
}

void TierQueue::start_what_can() {
  while (idle_ > 0 && !waiting_.empty()) {
    if (waiting_.size() < settings_.batch) {
      const Duration left = waiting_.front().arrived + settings_.batch_wait - SimClock::now();
      if (left > Duration{0}) return wake_after(left);
    }
    start_batch();
  }
}

void TierQueue::wake_after(Duration left) {
  if (woken_) return;
  woken_ = true;
  schedule(left, [this] {
    woken_ = false;
    start_what_can();
  });
}

void TierQueue::start_batch() {
  change_idle(-1);
  const std::size_t size = std::min(settings_.batch, waiting_.size());
  const SimTime now = SimClock::now();
  std::vector<Job> jobs;
  std::vector<Duration> waits;
  for (std::size_t i = 0; i < size; ++i) {
    jobs.push_back(waiting_.front().job);
    waits.push_back(now - waiting_.front().arrived);
    waiting_.pop_front();
  }
  const Service service = events_.start(jobs);
  schedule(service.load + service.compute,
           [this, service, jobs = std::move(jobs), waits = std::move(waits)] {
             change_idle(1);
             start_what_can();
             for (std::size_t i = 0; i < jobs.size(); ++i) events_.done(jobs[i], waits[i], service);
           });
}

}  // namespace tiersim
