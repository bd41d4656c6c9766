#include "network/packet/rate_player.h"

#include <algorithm>
#include <utility>

namespace tiersim {

RatePlayer::RatePlayer(std::shared_ptr<const RateTrace> trace,
                       std::function<void(BitsPerSecond)> apply)
    : trace_(std::move(trace)), apply_(std::move(apply)) {}

void RatePlayer::start() {
  begin_ = SimClock::now();
  step();
}

BitsPerSecond RatePlayer::rate_of(double bits) const {
  const auto time = time_to_carry(*trace_, SimClock::now() - begin_, bits);
  if (!time) return {0};
  return {1e9 * bits / static_cast<double>(std::max<std::int64_t>(1, time->count()))};
}

void RatePlayer::step() {
  const Duration at = SimClock::now() - begin_;
  apply_(rate_at(*trace_, at));
  if (const auto next = next_step(*trace_, at)) schedule(*next - at, [this] { step(); });
}

}  // namespace tiersim
