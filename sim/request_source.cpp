#include "sim/request_source.h"

#include <utility>

namespace tiersim {

RequestSource::RequestSource(const Arrivals& arrivals, int clients, std::int64_t request_count,
                             std::uint64_t seed, Start start, Timeline& timeline)
    : arrivals_(arrivals),
      clients_(clients),
      request_count_(request_count),
      start_(std::move(start)),
      times_(arrivals, derive_seed(seed, "arrivals")),
      thinking_(derive_seed(seed, "thinking")),
      timeline_(timeline) {}

void RequestSource::begin() {
  begun_ = timeline_.now();
  if (!std::holds_alternative<ClosedLoop>(arrivals_)) return await_arrival();
  for (int client = 0; client < clients_; ++client) start(client, begun_);
}

void RequestSource::request_ended(int client) {
  const auto* loop = std::get_if<ClosedLoop>(&arrivals_);
  if (!loop || all_started()) return;
  const Duration think =
      loop->exponential ? draw_exponential(loop->think_time, thinking_) : loop->think_time;
  // Scheduled even if there is no time to think: a direct call would make the stack grow with every
  // request.
  const Duration due = timeline_.now() + think;
  timeline_.after(think, [this, client, due] { start(client, due); });
}

void RequestSource::start(int client, Duration due) {
  if (all_started()) return;
  ++started_;
  start_(client, due);
}

void RequestSource::await_arrival() {
  if (all_started()) return;
  const Duration due = begun_ + times_.next();
  timeline_.after(due - timeline_.now(), [this, due] {
    start(static_cast<int>(started_ % clients_), due);
    await_arrival();
  });
}

}  // namespace tiersim
