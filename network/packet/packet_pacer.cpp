#include "network/packet/packet_pacer.h"

#include <algorithm>
#include <cmath>

namespace tiersim {

std::optional<Duration> PacketPacer::leave(Duration now, std::int64_t bytes) {
  const double size = static_cast<double>(bytes);
  Duration at = std::max(now, free_);
  if (pace_.trace) {
    const auto time = time_to_carry(*pace_.trace, at, 8 * size);
    if (!time) return std::nullopt;
    free_ = at + *time;
    return at;
  }
  const double rate = pace_.rate.value;
  if (rate <= 0) return std::nullopt;
  if (pace_.burst) {
    const double full = std::max(size, static_cast<double>(pace_.burst->value));
    const auto tokens_at = [&](Duration time) {
      if (tokens_ < 0) return full;
      return std::min(full, tokens_ + rate / 8e9 * static_cast<double>((time - filled_).count()));
    };
    if (tokens_at(at) < size) at += transmission_time(size - tokens_at(at), pace_.rate);
    tokens_ = std::max(0.0, tokens_at(at) - size);
    filled_ = at;
  }
  free_ = at + transmission_time(size, pace_.burst ? pace_.peak : pace_.rate);
  return at;
}

}  // namespace tiersim
