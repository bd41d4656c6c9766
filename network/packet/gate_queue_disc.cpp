#include "network/packet/gate_queue_disc.h"

#include <ns3/node.h>
#include <ns3/simulator.h>
#include <ns3/traffic-control-layer.h>

#include "network/link/packet_sizes.h"

namespace tiersim {

ns3::TypeId GateQueueDisc::GetTypeId() {
  static ns3::TypeId id = ns3::TypeId("tiersim::GateQueueDisc")
                              .SetParent<ns3::QueueDisc>()
                              .SetGroupName("TrafficControl")
                              .AddConstructor<GateQueueDisc>();
  return id;
}

GateQueueDisc::GateQueueDisc() : QueueDisc(ns3::QueueDiscSizePolicy::SINGLE_CHILD_QUEUE_DISC) {}

ns3::Ptr<GateQueueDisc> GateQueueDisc::install(const ns3::Ptr<ns3::PointToPointNetDevice>& device,
                                               const ns3::Ptr<ns3::QueueDisc>& waiting) {
  const auto gate = ns3::CreateObject<GateQueueDisc>();
  gate->device_ = device;
  const auto inner = ns3::CreateObject<ns3::QueueDiscClass>();
  inner->SetQueueDisc(waiting);
  gate->AddQueueDiscClass(inner);
  device->TraceConnectWithoutContext(
      "PhyTxEnd", ns3::MakeCallback(&GateQueueDisc::transmitted, ns3::PeekPointer(gate)));
  device->GetNode()->GetObject<ns3::TrafficControlLayer>()->SetRootQueueDiscOnDevice(device, gate);
  return gate;
}

void GateQueueDisc::set_open(bool open) {
  open_ = open;
  if (open && GetNPackets() > 0) Run();
}

bool GateQueueDisc::DoEnqueue(ns3::Ptr<ns3::QueueDiscItem> item) {
  return GetQueueDiscClass(0)->GetQueueDisc()->Enqueue(item);
}

ns3::Ptr<ns3::QueueDiscItem> GateQueueDisc::DoDequeue() {
  if (!open_ || transmitting_) return nullptr;
  const ns3::Ptr<ns3::QueueDisc> waiting = GetQueueDiscClass(0)->GetQueueDisc();
  const ns3::Ptr<const ns3::QueueDiscItem> next = waiting->Peek();
  if (!next) return nullptr;
  const ns3::DataRate rate = rate_(next->GetSize() + static_cast<std::uint32_t>(kFraming));
  if (rate == ns3::DataRate(0)) return nullptr;
  device_->SetDataRate(rate);
  transmitting_ = true;
  return waiting->Dequeue();
}

void GateQueueDisc::DoDispose() {
  device_ = nullptr;
  QueueDisc::DoDispose();
}

bool GateQueueDisc::CheckConfig() { return GetNQueueDiscClasses() == 1; }

void GateQueueDisc::transmitted(ns3::Ptr<const ns3::Packet>) {
  transmitting_ = false;
  // The device calls this before it has finished. It can take the next packet only afterwards.
  ns3::Simulator::ScheduleNow(&QueueDisc::Run, this);
}

}  // namespace tiersim
