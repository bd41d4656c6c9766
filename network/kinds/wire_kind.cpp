#include <algorithm>
#include <chrono>

#include "network/link/link.h"
#include "network/link/link_kind.h"
#include "network/packet/wire_link.h"

namespace tiersim {
namespace {

BitsPerSecond rate_of(const Link& link, bool up) { return up ? link.up : link.down; }

const std::shared_ptr<const RateTrace>& trace_of(const Link& link, bool up) {
  return up ? link.up_trace : link.down_trace;
}

BitsPerSecond mean_of(const RateTrace& trace) {
  const auto& steps = trace.steps;
  if (trace.period == Duration{0}) return steps.back().rate;
  double bits = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Duration end = i + 1 < steps.size() ? steps[i + 1].start : trace.period;
    bits += steps[i].rate.value * std::chrono::duration<double>(end - steps[i].start).count();
  }
  return {bits / std::chrono::duration<double>(trace.period).count()};
}

/// Full duplex, point to point.
class WireKind final : public LinkKind {
 public:
  std::string_view name() const override { return "wire"; }
  std::string_view title() const override { return "wire"; }
  std::string_view meaning() const override { return "A full-duplex link."; }
  bool is_access_only() const override { return false; }
  std::vector<LinkPart> parts() const override {
    return {LinkPart::rate, LinkPart::trace,  LinkPart::delay, LinkPart::jitter,
            LinkPart::loss, LinkPart::bucket, LinkPart::queue, LinkPart::background};
  }

  BitsPerSecond long_run_rate(const Link& link, bool up) const override {
    const auto& trace = trace_of(link, up);
    return trace ? highest_rate(*trace) : rate_of(link, up);
  }

  std::optional<BitsPerSecond> capacity(const Link& link, bool up) const override {
    const auto& trace = trace_of(link, up);
    return trace ? mean_of(*trace) : rate_of(link, up);
  }

  bool is_closed(const Link& link, bool up) const override {
    const auto& trace = trace_of(link, up);
    if (!trace) return rate_of(link, up).value == 0;
    return std::all_of(trace->steps.begin(), trace->steps.end(),
                       [](const RateTrace::Step& step) { return step.rate.value == 0; });
  }

  Duration propagation(const Link& link) const override { return link.delay; }

  Duration transmission(const Link& link, bool up, std::int64_t bytes, std::int64_t last,
                        Duration start) const override {
    const auto all = static_cast<double>(bytes);
    if (const auto& trace = trace_of(link, up))
      return time_to_carry(*trace, start, 8.0 * all).value_or(Duration{0});
    const BitsPerSecond rate = rate_of(link, up);
    if (!link.burst || rate.value <= 0) return transmission_time(all, rate);
    // At the peak rate as long as the bucket lasts. The last packet leaves when it has its tokens.
    const double beyond = std::max(0.0, static_cast<double>(bytes - link.burst->value));
    return std::max(
        transmission_time(all, link.peak),
        transmission_time(beyond, rate) + transmission_time(static_cast<double>(last), link.peak));
  }

  Pace pace(const Link& link, bool up) const override {
    return {long_run_rate(link, up), trace_of(link, up), link.burst, link.peak};
  }

  bool has_closed_form() const override { return true; }
  bool carries_large_segments() const override { return true; }
  bool needs_packets(const Link& link) const override {
    return link.loss.value > 0 || link.jitter.count() > 0 ||
           link.discipline != Link::Discipline::fifo || link.queue < Link::kHostQueue ||
           link.burst || link.up_trace || link.down_trace || link.background.up.value > 0 ||
           link.background.down.value > 0 || link.up.value <= 0 || link.down.value <= 0;
  }

  std::unique_ptr<PacketLink> install(const Link& link, const PacketLinkSite& site) const override {
    return std::make_unique<WireLink>(link, site);
  }
};

}  // namespace

const LinkKind& wire_kind() {
  static const WireKind kind;
  return kind;
}

}  // namespace tiersim
