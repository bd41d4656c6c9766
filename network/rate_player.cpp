#include "network/rate_player.h"

#include <utility>

namespace tiersim {

RatePlayer::RatePlayer(std::shared_ptr<const RateTrace> trace,
                       std::function<void(BitsPerSecond)> apply)
    : trace_(std::move(trace)), apply_(std::move(apply)) {}

void RatePlayer::start() {
  begin_ = SimClock::now();
  step();
}

void RatePlayer::step() {
  const Duration at = SimClock::now() - begin_;
  apply_(rate_at(*trace_, at));
  if (const auto next = next_step(*trace_, at)) schedule(*next - at, [this] { step(); });
}

}  // namespace tiersim
