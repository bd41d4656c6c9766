#pragma once

#include <ns3/point-to-point-net-device.h>
#include <ns3/queue-disc.h>

#include <cstdint>
#include <functional>
#include <utility>

namespace tiersim {

/// An ns-3 queue disc for a link with a trace. It holds packets back while the link has no rate
/// (the gate is closed). It gives its device the next packet only when the device is idle, and sets
/// the device's rate for that packet first. So no packet starts while the gate is closed.
class GateQueueDisc final : public ns3::QueueDisc {
 public:
  static ns3::TypeId GetTypeId();
  GateQueueDisc();

  /// Makes a GateQueueDisc, installs it as the root queue disc of `device`, and returns it. The
  /// device must have a NetDeviceQueueInterface. Packets wait in the queue disc `waiting` until the
  /// gate gives them to the device.
  static ns3::Ptr<GateQueueDisc> install(const ns3::Ptr<ns3::PointToPointNetDevice>& device,
                                         const ns3::Ptr<ns3::QueueDisc>& waiting);

  /// The type of a function that returns the rate for a packet of `bytes` bytes on the wire that
  /// starts now; zero if the packet would never arrive, so that it waits.
  using RateOf = std::function<ns3::DataRate(std::uint32_t bytes)>;
  /// Sets the function that tells the device's rate for each packet. It must be set before the
  /// first packet.
  void set_rate(RateOf rate) { rate_ = std::move(rate); }

  /// Opens or closes the gate. When the gate opens, packets that wait are sent.
  void set_open(bool open);

 private:
  bool DoEnqueue(ns3::Ptr<ns3::QueueDiscItem> item) override;
  ns3::Ptr<ns3::QueueDiscItem> DoDequeue() override;
  bool CheckConfig() override;
  void InitializeParams() override {}
  void DoDispose() override;
  void transmitted(ns3::Ptr<const ns3::Packet> packet);

  ns3::Ptr<ns3::PointToPointNetDevice> device_;
  RateOf rate_;
  bool open_{true};
  bool transmitting_{false};
};

}  // namespace tiersim
