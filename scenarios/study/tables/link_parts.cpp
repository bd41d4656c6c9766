#include "scenarios/study/tables/link_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace tiersim {
namespace {

using namespace std::chrono_literals;

constexpr Duration kLongestDelay = 10s;

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

void add_rate(std::vector<Key<StudyLink>>& keys) {
  keys.push_back(bandwidth_key());
  keys.push_back(key<StudyLink>("up", &Link::up, bandwidth(),
                                "Rate away from where requests start.", {"5 Mbps"})
                     .without_default("`bandwidth`")
                     .printed_if(has_two_rates));
  keys.push_back(key<StudyLink>("down", &Link::down, bandwidth(), "Rate back.", {"20 Mbps"})
                     .without_default("`bandwidth`")
                     .printed_if(has_two_rates));
}

Key<StudyLink> delay_key() {
  return key<StudyLink>("delay", &Link::delay, duration(0ns, kLongestDelay),
                        "Propagation delay, one way.", {"10 ms", "0 ms"})
      .required("has no delay (add e.g. delay: 10 ms)");
}

Key<StudyLink> jitter_key() {
  return key<StudyLink>(
      "jitter", &Link::jitter, duration(0ns, kLongestDelay),
      "Standard deviation of the delay. The delay changes slowly, with a correlation time "
      "(network/README.md). Packets keep their order.",
      {"2 ms"});
}

void add_loss(std::vector<Key<StudyLink>>& keys) {
  keys.push_back(key<StudyLink>("loss", &Link::loss, share(0.0, 1.0),
                                "Share of packets that are lost, each way.", {"0.1 %"}));
  keys.push_back(
      key<StudyLink>("loss_burst", &Link::loss_burst, packets(1, 10'000),
                     "Mean number of packets lost in a row. At `1 packet`, losses are independent.",
                     {"1 packet", "2.5 packets"}));
}

void add_bucket(std::vector<Key<StudyLink>>& keys) {
  keys.push_back(key<StudyLink>(
      "burst", &Link::burst, size(1600, 1'000'000'000),
      "Size of a token bucket, as `tc tbf` has it. Tokens come at the bandwidth.", {"125 kB"}));
  keys.push_back(key<StudyLink>("peak", &Link::peak, bandwidth(),
                                "Rate at which tokens of the bucket are spent.", {"1 Gbps"})
                     .printed_if(has_bucket));
}

void add_queue(std::vector<Key<StudyLink>>& keys) {
  using Discipline = Link::Discipline;
  keys.push_back(key<StudyLink>("discipline", &Link::discipline,
                                one_of<Discipline>({{"fifo", Discipline::fifo},
                                                    {"fq_codel", Discipline::fq_codel}}),
                                "Discipline of the queue before the wire.", {"fifo", "fq_codel"})
                     .printed_if([](const StudyLink& link) { return !has_bucket(link); }));
  keys.push_back(key<StudyLink>(
      "queue", &Link::queue, whole_packets(1, 1'000'000),
      "The most packets that may wait for the wire, each way. From `1000 packets` on, as on "
      "Linux, TCP of the host itself waits for room in the queue and loses nothing there. Packets "
      "that the host forwards are dropped. A shorter queue drops all packets alike.",
      {"100 packets"}));
}

bool takes(const std::vector<LinkPart>& parts, LinkPart part) {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

}  // namespace

void add_keys(LinkPart part, std::vector<Key<StudyLink>>& keys) {
  switch (part) {
    case LinkPart::rate:
      return add_rate(keys);
    case LinkPart::trace:
      return keys.push_back(trace_key());
    case LinkPart::delay:
      return keys.push_back(delay_key());
    case LinkPart::jitter:
      return keys.push_back(jitter_key());
    case LinkPart::loss:
      return add_loss(keys);
    case LinkPart::bucket:
      return add_bucket(keys);
    case LinkPart::queue:
      return add_queue(keys);
    case LinkPart::background:
      return keys.push_back(background_key());
  }
}

void check_rate_given(const Value& link) {
  const Value trace = link["trace"];
  const bool has_both = link["up"].given() && link["down"].given();
  if (!link["bandwidth"].given() && !has_both && !trace.given())
    link.fail("has no bandwidth (add e.g. bandwidth: 100 Mbps)");
  if (!trace.given()) return;
  for (const char* key : {"bandwidth", "up", "down", "burst"})
    if (link[key].given()) link.fail_at(key, "has no meaning beside a trace (leave one out)");
}

void check_parts(const Value& value, StudyLink& link) {
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

Json rules_of(const std::vector<LinkPart>& parts) {
  Json rules = Json::object();
  if (takes(parts, LinkPart::rate)) {
    rules["anyOf"] = Json::parse(R"([{"required": ["bandwidth"]}, {"required": ["up", "down"]}])");
    if (takes(parts, LinkPart::trace)) rules["anyOf"].push_back({{"required", {"trace"}}});
  }
  if (takes(parts, LinkPart::bucket)) rules["dependentRequired"] = {{"peak", {"burst"}}};
  return rules;
}

}  // namespace tiersim
