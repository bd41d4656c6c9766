#include "network/packet/packet_pacer.h"

#include <algorithm>
#include <cmath>

#include "network/link/path_time.h"

namespace tiersim {
namespace {

// Of its nominal rate 802.11ac carries 0.85 at most: aggregates have preambles, waits and
// acknowledgements between them (the sum is in tests/network/packet/packet_wifi.cpp).
constexpr double kWifiShare = 0.8;

Duration wire_time(double bytes, double rate) { return Duration(std::llround(8e9 * bytes / rate)); }

}  // namespace

std::optional<Duration> PacketPacer::leave(Duration now, std::int64_t bytes) {
  const double size = static_cast<double>(bytes);
  Duration at = std::max(now, free_);
  const auto& trace = up_ ? link_.up_trace : link_.down_trace;
  if (trace && link_.kind == Link::Kind::wire) {
    const auto time = time_to_carry(*trace, at, 8 * size);
    if (!time) return std::nullopt;
    free_ = at + *time;
    return at;
  }
  double rate = long_run_rate(link_, up_).value;
  if (rate <= 0) return std::nullopt;
  if (link_.kind == Link::Kind::wifi) {
    rate *= kWifiShare;
  } else if (link_.burst) {
    const double full = std::max(size, static_cast<double>(link_.burst->value));
    const auto tokens_at = [&](Duration time) {
      if (tokens_ < 0) return full;
      return std::min(full, tokens_ + rate / 8e9 * static_cast<double>((time - filled_).count()));
    };
    if (tokens_at(at) < size) at += wire_time(size - tokens_at(at), rate);
    tokens_ = std::max(0.0, tokens_at(at) - size);
    filled_ = at;
    rate = link_.peak.value;
  }
  free_ = at + wire_time(size, rate);
  return at;
}

}  // namespace tiersim
