#pragma once

#include <ns3/point-to-point-net-device.h>
#include <ns3/queue-disc.h>

#include <cstdint>
#include <functional>
#include <utility>

namespace tiersim {

/// Holds packets back while its link has no rate. It gives its device a packet only when the device
/// is idle, so that none starts while the gate is closed. With the packet, it sets the device's
/// rate.
class GateQueueDisc final : public ns3::QueueDisc {
 public:
  static ns3::TypeId GetTypeId();
  GateQueueDisc();

  /// Installs a gate on a device that has a NetDeviceQueueInterface; packets wait in `waiting`.
  static ns3::Ptr<GateQueueDisc> install(const ns3::Ptr<ns3::PointToPointNetDevice>& device,
                                         const ns3::Ptr<ns3::QueueDisc>& waiting);

  /// Returns the rate of a packet of so many bytes on the wire that starts now; zero if it would
  /// never arrive. It must be set before the first packet.
  using RateOf = std::function<ns3::DataRate(std::uint32_t bytes)>;
  void set_rate(RateOf rate) { rate_ = std::move(rate); }

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
