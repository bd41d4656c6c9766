#pragma once

#include <ns3/point-to-point-net-device.h>
#include <ns3/queue-disc.h>

namespace tiersim {

/// Holds packets back while its link has no rate. The device gets one only when it is idle, so that
/// none starts while the gate is closed and each takes the rate in force when it starts.
class GateQueueDisc final : public ns3::QueueDisc {
 public:
  static ns3::TypeId GetTypeId();
  GateQueueDisc();

  /// Installs a gate on a device that has a NetDeviceQueueInterface; packets wait in `waiting`.
  static ns3::Ptr<GateQueueDisc> install(const ns3::Ptr<ns3::PointToPointNetDevice>& device,
                                         const ns3::Ptr<ns3::QueueDisc>& waiting);

  void set_open(bool open);

 private:
  bool DoEnqueue(ns3::Ptr<ns3::QueueDiscItem> item) override;
  ns3::Ptr<ns3::QueueDiscItem> DoDequeue() override;
  bool CheckConfig() override;
  void InitializeParams() override {}
  void transmitted(ns3::Ptr<const ns3::Packet> packet);

  bool open_{true};
  bool transmitting_{false};
};

}  // namespace tiersim
