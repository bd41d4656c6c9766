#include "network/link/rate_trace.h"

#include <algorithm>
#include <cmath>

namespace tiersim {
namespace {

/// A time within the first period, and the start of the period that the original time is in.
struct Phase {
  Duration period_start, within;
};

Phase phase_of(const RateTrace& trace, Duration time) {
  if (trace.period.count() <= 0) return {Duration{0}, time};
  const Duration within = time % trace.period;
  return {time - within, within};
}

/// The step after the one that holds at this time.
std::vector<RateTrace::Step>::const_iterator following(const RateTrace& trace, Duration within) {
  return std::upper_bound(
      trace.steps.begin(), trace.steps.end(), within,
      [](Duration time, const RateTrace::Step& step) { return time < step.start; });
}

double bits_per_period(const RateTrace& trace) {
  double bits = 0;
  for (std::size_t i = 0; i < trace.steps.size() && trace.steps[i].start < trace.period; ++i) {
    const Duration end = i + 1 < trace.steps.size()
                             ? std::min(trace.steps[i + 1].start, trace.period)
                             : trace.period;
    bits += trace.steps[i].rate.value * 1e-9 *
            static_cast<double>((end - trace.steps[i].start).count());
  }
  return bits;
}

}  // namespace

BitsPerSecond rate_at(const RateTrace& trace, Duration time) {
  const auto next = following(trace, phase_of(trace, time).within);
  return next == trace.steps.begin() ? BitsPerSecond{0} : std::prev(next)->rate;
}

BitsPerSecond highest_rate(const RateTrace& trace) {
  BitsPerSecond highest{0};
  for (const RateTrace::Step& step : trace.steps)
    highest.value = std::max(highest.value, step.rate.value);
  return highest;
}

std::optional<Duration> next_step(const RateTrace& trace, Duration time) {
  const Phase phase = phase_of(trace, time);
  const auto next = following(trace, phase.within);
  if (trace.period.count() <= 0)
    return next == trace.steps.end() ? std::nullopt : std::optional(next->start);
  const Duration end =
      next == trace.steps.end() ? trace.period : std::min(next->start, trace.period);
  return phase.period_start + end;
}

std::optional<Duration> time_to_carry(const RateTrace& trace, Duration start, double bits) {
  Duration at = start;
  if (trace.period.count() > 0) {
    const double each = bits_per_period(trace);
    if (each <= 0) return std::nullopt;
    const double whole =
        std::max(0.0, std::ceil(bits / each) - 1);  // the last period may end early
    at += trace.period * static_cast<std::int64_t>(whole);
    bits -= whole * each;
  }
  while (true) {
    const double rate = rate_at(trace, at).value;
    const std::optional<Duration> end = next_step(trace, at);
    const double possible =
        end ? rate * 1e-9 * static_cast<double>((*end - at).count()) : (rate > 0 ? bits : 0);
    if (bits <= 0 || (rate > 0 && possible >= bits * (1 - 1e-12)))
      return at - start + Duration(bits > 0 ? std::llround(1e9 * bits / rate) : 0);
    if (!end) return std::nullopt;
    bits -= possible;
    at = *end;
  }
}

}  // namespace tiersim
