#include <fmt/format.h>

#include <algorithm>

#include "scenarios/study/tables/link_kinds.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

constexpr Duration kLongestDelay = 10s;

void check_given_together(const Value& value) {
  const Value trace = value["trace"];
  const bool has_both = value["up"].given() && value["down"].given();
  if (!value["bandwidth"].given() && !has_both && !trace.given())
    value.fail("has no bandwidth (add e.g. bandwidth: 100 Mbps)");
  if (!trace.given()) return;
  for (const char* key : {"bandwidth", "up", "down", "burst"})
    if (value[key].given()) value.fail_at(key, "has no meaning beside a trace (leave one out)");
}

void check_wire(const Value& value, StudyLink& link) {
  // Between two bursts a Gilbert channel delivers at least one packet.
  const Value loss_burst = value["loss_burst"];
  if (loss_burst.given() && link.loss.value < 1 &&
      link.loss.value > link.loss_burst / (link.loss_burst + 1))
    loss_burst.fail(fmt::format("{} in a row are not enough for a loss of {} (write more packets)",
                                to_string(Packets{link.loss_burst}), to_string(link.loss)));
  if (link.burst && link.discipline != Link::Discipline::fifo)
    value["burst"].fail("has a queue of its own (leave the discipline out, or the burst)");
  const Value peak = value["peak"];
  if (!peak.given()) return;
  if (!link.burst) peak.fail("belongs to a token bucket (add e.g. burst: 125 kB)");
  if (link.peak.value < std::max(link.up.value, link.down.value))
    peak.fail("is slower than the bandwidth (write a faster one)");
}

bool has_one_rate(const StudyLink& link) { return !link.up_trace && link.up == link.down; }
bool has_two_rates(const StudyLink& link) { return !link.up_trace && !(link.up == link.down); }
bool has_bucket(const StudyLink& link) { return link.burst.has_value(); }

/// Sets both directions. Keys after it may set one of them.
Key<StudyLink> bandwidth_key() {
  Key<StudyLink> made =
      key<StudyLink>("bandwidth", &Link::up, bandwidth(),
                     "Rate in both directions. At `0 Mbps` nothing passes, and scenarios that need "
                     "the link are marked invalid.",
                     {"100 Mbps", "1.5 Gbps"})
          .without_default("required, or `up` and `down`, or `trace`")
          .printed_if(has_one_rate);
  made.read = [read = made.read](const Value& value, StudyLink& link) {
    read(value, link);
    link.down = link.up;
  };
  return made;
}

std::vector<Key<StudyLink>> keys_of_wire() {
  using Link = StudyLink;
  return {
      kind_key("wire", "A full-duplex link."),
      bandwidth_key(),
      key<Link>("up", &Link::up, bandwidth(), "Rate away from where requests start.", {"5 Mbps"})
          .without_default("`bandwidth`")
          .printed_if(has_two_rates),
      key<Link>("down", &Link::down, bandwidth(), "Rate back.", {"20 Mbps"})
          .without_default("`bandwidth`")
          .printed_if(has_two_rates),
      trace_key(),
      key<Link>("delay", &Link::delay, duration(0ns, kLongestDelay), "Propagation delay, one way.",
                {"10 ms", "0 ms"})
          .required("has no delay (add e.g. delay: 10 ms)"),
      key<Link>(
          "jitter", &Link::jitter, duration(0ns, kLongestDelay),
          "Standard deviation of the delay. The delay changes slowly, with a correlation time "
          "(network/README.md). Packets keep their order.",
          {"2 ms"}),
      key<Link>("loss", &Link::loss, share(0.0, 1.0), "Share of packets that are lost, each way.",
                {"0.1 %"}),
      key<Link>("loss_burst", &Link::loss_burst, packets(1, 10'000),
                "Mean number of packets lost in a row. At `1 packet`, losses are independent.",
                {"1 packet", "2.5 packets"}),
      key<Link>("burst", &Link::burst, size(1600, 1'000'000'000),
                "Size of a token bucket, as `tc tbf` has it. Tokens come at the bandwidth.",
                {"125 kB"}),
      key<Link>("peak", &Link::peak, bandwidth(), "Rate at which tokens of the bucket are spent.",
                {"1 Gbps"})
          .printed_if(has_bucket),
      key<Link>("discipline", &Link::discipline,
                one_of<Link::Discipline>(
                    {{"fifo", Link::Discipline::fifo}, {"fq_codel", Link::Discipline::fq_codel}}),
                "Discipline of the queue before the wire.", {"fifo", "fq_codel"})
          .printed_if([](const Link& link) { return !has_bucket(link); }),
      key<Link>("queue", &Link::queue, whole_packets(1, 1'000'000),
                "The most packets that may wait for the wire, each way. From `1000 packets` on, as "
                "on Linux, TCP of the host itself waits for room in the queue and loses nothing "
                "there. Packets that the host forwards are dropped. A shorter queue drops all "
                "packets alike.",
                {"100 packets"}),
      background_key(),
  };
}

}  // namespace

const KeyTable<StudyLink>& wire_keys() {
  static const KeyTable<StudyLink> table = [] {
    KeyTable<StudyLink> wire(keys_of_wire());
    wire.check_given = check_given_together;
    wire.check = check_wire;
    wire.rules = Json::parse(R"({
      "anyOf": [{"required": ["bandwidth"]}, {"required": ["up", "down"]}, {"required": ["trace"]}],
      "dependentRequired": {"peak": ["burst"]}})");
    return wire;
  }();
  return table;
}

}  // namespace tiersim
