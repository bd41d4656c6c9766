#include "network/packet/wire_link.h"

#include <fmt/format.h>
#include <ns3/drop-tail-queue.h>
#include <ns3/fifo-queue-disc.h>
#include <ns3/fq-codel-queue-disc.h>
#include <ns3/mac48-address.h>
#include <ns3/net-device-queue-interface.h>
#include <ns3/point-to-point-channel.h>
#include <ns3/tbf-queue-disc.h>
#include <ns3/traffic-control-layer.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "network/packet/burst_loss.h"
#include "network/packet/gate_queue_disc.h"
#include "network/packet/host_queue.h"
#include "network/packet/jitter_channel.h"
#include "sim/base/random_streams.h"

namespace tiersim {
namespace {

constexpr std::uint64_t kAnyRate = 1'000'000'000;  // of a device whose packets are all lost anyway

ns3::DataRate data_rate(double bits_per_second) {
  return ns3::DataRate(std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::llround(std::max(0.0, bits_per_second)))));
}

ns3::QueueSize packets(std::int64_t count) {
  const auto most = static_cast<std::int64_t>(std::numeric_limits<std::uint32_t>::max());
  return {ns3::QueueSizeUnit::PACKETS,
          static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 0, most))};
}

bool passes_nothing(const Link& link, bool up) {
  return !(up ? link.up_trace : link.down_trace) && (up ? link.up : link.down).value <= 0;
}

/// The queue disc in which packets wait: first in, first out, or with each flow in its turn.
ns3::Ptr<ns3::QueueDisc> waiting_room(const Link& link, const SegmentScale& scale) {
  ns3::Ptr<ns3::QueueDisc> room;
  if (link.discipline == Link::Discipline::fq_codel) {
    const auto fair = ns3::CreateObject<ns3::FqCoDelQueueDisc>();
    fair->SetQuantum(static_cast<std::uint32_t>(scale.mtu));
    room = fair;
  } else {
    room = ns3::CreateObject<ns3::FifoQueueDisc>();
  }
  room->SetMaxSize(packets(std::max<std::int64_t>(1, scale.queue(link.queue))));
  return room;
}

/// The device's own queue. If packets wait in a queue disc, it holds only one.
ns3::Ptr<ns3::Queue<ns3::Packet>> device_queue(const Link& link, const SegmentScale& scale,
                                               bool disc) {
  const ns3::QueueSize size = packets(std::max<std::int64_t>(1, scale.queue(link.queue)));
  if (!disc && link.queue >= Link::kHostQueue) return HostQueue::make(size.GetValue());
  const auto queue = ns3::CreateObject<ns3::DropTailQueue<ns3::Packet>>();
  queue->SetMaxSize(disc ? packets(1) : size);
  return queue;
}

ns3::Ptr<ns3::QueueDisc> token_bucket(Bytes burst, double rate,
                                      const ns3::Ptr<ns3::QueueDisc>& waiting,
                                      const SegmentScale& scale) {
  const auto bucket = ns3::CreateObject<ns3::TbfQueueDisc>();
  // A bucket that cannot hold a packet would never let it pass.
  bucket->SetBurst(static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(burst.value, scale.mtu, std::numeric_limits<std::uint32_t>::max())));
  bucket->SetRate(data_rate(rate * scale.bucket));
  const auto inner = ns3::CreateObject<ns3::QueueDiscClass>();
  inner->SetQueueDisc(waiting);
  bucket->AddQueueDiscClass(inner);
  return bucket;
}

/// Lets the device tell its queue disc when there is room again.
void enable_flow_control(const ns3::Ptr<ns3::PointToPointNetDevice>& device) {
  const auto interface = ns3::CreateObject<ns3::NetDeviceQueueInterface>();
  interface->GetTxQueue(0)->ConnectQueueTraces(device->GetQueue());
  device->AggregateObject(interface);
}

}  // namespace

WireLink::WireLink(const Link& link, const PacketLinkSite& site)
    : near_(make_end(link, true, site.near, site.scale)),
      far_(make_end(link, false, site.far, site.scale)) {
  join(link, site.seed, site.name);
}

ns3::NetDeviceContainer WireLink::devices() const {
  ns3::NetDeviceContainer both;
  both.Add(near_);
  both.Add(far_);
  return both;
}

ns3::Ptr<ns3::PointToPointNetDevice> WireLink::make_end(const Link& link, bool up,
                                                        const ns3::Ptr<ns3::Node>& node,
                                                        const SegmentScale& scale) {
  const auto& trace = up ? link.up_trace : link.down_trace;
  const double rate = up ? link.up.value : link.down.value;
  if (trace && link.burst)
    throw std::invalid_argument("a link cannot have both a token bucket and a trace");
  const bool shut = passes_nothing(link, up);
  const bool disc = !shut && (trace || link.burst || link.discipline == Link::Discipline::fq_codel);

  const auto device = ns3::CreateObject<ns3::PointToPointNetDevice>();
  device->SetAddress(ns3::Mac48Address::Allocate());
  device->SetMtu(static_cast<std::uint16_t>(scale.mtu));
  node->AddDevice(device);
  device->SetQueue(device_queue(link, scale, disc));
  device->SetDataRate(shut ? ns3::DataRate(kAnyRate)
                           : data_rate((link.burst ? link.peak.value : rate) * scale.rate));
  if (!disc) return device;

  enable_flow_control(device);
  const ns3::Ptr<ns3::QueueDisc> waiting = waiting_room(link, scale);
  if (trace) {
    const auto gate = GateQueueDisc::install(device, waiting);
    players_.push_back(std::make_unique<RatePlayer>(
        trace, [gate](BitsPerSecond now) { gate->set_open(now.value > 0); }));
    gate->set_rate([player = players_.back().get(), scale](std::uint32_t bytes) {
      const double rate = player->rate_of(8.0 * bytes / scale.rate).value;
      return rate > 0 ? data_rate(rate * scale.rate) : ns3::DataRate(0);
    });
    return device;
  }
  node->GetObject<ns3::TrafficControlLayer>()->SetRootQueueDiscOnDevice(
      device, link.burst ? token_bucket(*link.burst, rate, waiting, scale) : waiting);
  return device;
}

void WireLink::join(const Link& link, std::uint64_t seed, const std::string& name) {
  const auto stream = [&](const char* what, const char* way) {
    return derive_seed(seed, fmt::format("{} {} {}", what, name, way));
  };
  ns3::Ptr<ns3::PointToPointChannel> wire;
  if (link.jitter.count() > 0) {
    const auto varying = ns3::CreateObject<JitterChannel>();
    varying->set_jitter(ns3::NanoSeconds(link.jitter.count()), stream("jitter", "up"),
                        stream("jitter", "down"));
    wire = varying;
  } else {
    wire = ns3::CreateObject<ns3::PointToPointChannel>();
  }
  wire->SetAttribute("Delay", ns3::TimeValue(ns3::NanoSeconds(link.delay.count())));
  near_->Attach(wire);
  far_->Attach(wire);
  for (const bool up : {true, false}) {
    const Fraction loss = passes_nothing(link, up) ? Fraction{1} : link.loss;
    if (loss.value <= 0) continue;
    const auto errors = ns3::CreateObject<BurstLoss>();
    errors->set_loss(loss, link.loss_burst, stream("loss", up ? "up" : "down"));
    (up ? far_ : near_)->SetReceiveErrorModel(errors);
  }
}

void WireLink::start() {
  for (const auto& player : players_) player->start();
}

}  // namespace tiersim
