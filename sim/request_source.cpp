#include "sim/request_source.h"

#include <utility>

namespace tiersim {

RequestSource::RequestSource(const Arrivals& arrivals, int clients, std::int64_t request_count,
                             std::uint64_t seed, Start start)
    : arrivals_(arrivals),
      clients_(clients),
      request_count_(request_count),
      start_(std::move(start)),
      times_(arrivals, derive_seed(seed, "arrivals")),
      thinking_(derive_seed(seed, "thinking")) {}

void RequestSource::begin() {
  begun_ = SimClock::now();
  if (!std::holds_alternative<ClosedLoop>(arrivals_)) return await_arrival();
  for (int client = 0; client < clients_; ++client) start(client);
}

void RequestSource::request_ended(int client) {
  const auto* loop = std::get_if<ClosedLoop>(&arrivals_);
  if (!loop || all_started()) return;
  const Duration think =
      loop->exponential ? draw_exponential(loop->think_time, thinking_) : loop->think_time;
  // Scheduled even if there is no time to think: a direct call would make the stack grow with every
  // request.
  schedule(think, [this, client] { start(client); });
}

void RequestSource::start(int client) {
  if (all_started()) return;
  ++started_;
  start_(client);
}

void RequestSource::await_arrival() {
  if (all_started()) return;
  const Duration wait = begun_ + times_.next() - SimClock::now();
  schedule(wait, [this] {
    start(static_cast<int>(started_ % clients_));
    await_arrival();
  });
}

}  // namespace tiersim
