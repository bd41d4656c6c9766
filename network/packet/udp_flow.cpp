#include "network/packet/udp_flow.h"

#include <ns3/packet.h>
#include <ns3/tag.h>
#include <ns3/udp-socket-factory.h>

#include <algorithm>
#include <utility>

#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

/// Says to which message a datagram belongs. It takes no bytes on the wire.
class MessageTag final : public ns3::Tag {
 public:
  explicit MessageTag(std::uint64_t message = 0) : message_(message) {}
  std::uint64_t message() const { return message_; }

  static ns3::TypeId GetTypeId() {
    static ns3::TypeId id = ns3::TypeId("tiersim::MessageTag")
                                .SetParent<ns3::Tag>()
                                .SetGroupName("Network")
                                .AddConstructor<MessageTag>();
    return id;
  }
  ns3::TypeId GetInstanceTypeId() const override { return GetTypeId(); }
  std::uint32_t GetSerializedSize() const override { return sizeof message_; }
  void Serialize(ns3::TagBuffer buffer) const override { buffer.WriteU64(message_); }
  void Deserialize(ns3::TagBuffer buffer) override { message_ = buffer.ReadU64(); }
  void Print(std::ostream& out) const override { out << message_; }

 private:
  std::uint64_t message_;
};

}  // namespace

UdpFlow::UdpFlow(const End& client, const End& server, std::int64_t payload, SimTime begin)
    : payload_(payload),
      begin_(begin),
      up_{nullptr, server.address, client.pacer, {}, {}, 0, false},
      down_{nullptr, client.address, server.pacer, {}, {}, 0, false} {
  const auto open = [this](const End& end) {
    const auto socket = ns3::Socket::CreateSocket(end.node, ns3::UdpSocketFactory::GetTypeId());
    socket->Bind(end.address);
    socket->SetRecvCallback(ns3::MakeCallback(&UdpFlow::can_read, this));
    return socket;
  };
  up_.sender = open(client);
  down_.sender = open(server);
}

UdpFlow::~UdpFlow() { close(); }

void UdpFlow::send(bool from_client, std::uint64_t size, std::function<void(SimTime)> delivered) {
  Direction& direction = from_client ? up_ : down_;
  const std::uint64_t message = direction.messages++;
  direction.unsent.push_back({message, size});
  direction.in_flight[message] = {size, std::move(delivered)};
  if (!direction.sending) send_next(direction);
}

void UdpFlow::close() {
  for (Direction* direction : {&up_, &down_}) {
    direction->unsent.clear();
    direction->in_flight.clear();
    if (!direction->sender) continue;
    direction->sender->SetRecvCallback(ns3::MakeNullCallback<void, ns3::Ptr<ns3::Socket>>());
    direction->sender->Close();
    direction->sender = nullptr;
  }
}

void UdpFlow::send_next(Direction& direction) {
  direction.sending = false;
  if (direction.unsent.empty()) return;
  const auto bytes = static_cast<std::int64_t>(
      std::min(direction.unsent.front().bytes, static_cast<std::uint64_t>(payload_)));
  const Duration now = SimClock::now() - begin_;
  // A large datagram takes the time of all packets that it stands for, with their headers.
  const std::int64_t headers = kUdpHeaders * ((bytes + kUdpPayload - 1) / kUdpPayload);
  const std::optional<Duration> time = direction.pacer.leave(now, bytes + headers);
  if (!time) return;  // nothing will ever pass
  direction.sending = true;
  schedule(*time - now, [this, &direction] { leave(direction); });
}

void UdpFlow::leave(Direction& direction) {
  if (direction.sender && !direction.unsent.empty()) {
    Direction::Waiting& message = direction.unsent.front();
    const std::uint64_t bytes = std::min(message.bytes, static_cast<std::uint64_t>(payload_));
    const auto datagram = ns3::Create<ns3::Packet>(static_cast<std::uint32_t>(bytes));
    datagram->AddByteTag(MessageTag(message.message));
    direction.sender->SendTo(datagram, 0, direction.to);
    message.bytes -= bytes;
    if (message.bytes == 0) direction.unsent.pop_front();
  }
  send_next(direction);
}

void UdpFlow::can_read(ns3::Ptr<ns3::Socket> socket) {
  Direction& direction = socket == up_.sender ? down_ : up_;
  while (const ns3::Ptr<ns3::Packet> datagram = socket->Recv()) {
    MessageTag tag;
    if (!datagram->FindFirstMatchingByteTag(tag)) continue;
    const auto partial = direction.in_flight.find(tag.message());
    if (partial == direction.in_flight.end()) continue;
    partial->second.left -= std::min<std::uint64_t>(partial->second.left, datagram->GetSize());
    if (partial->second.left > 0) continue;
    const std::function<void(SimTime)> delivered = std::move(partial->second.delivered);
    // Earlier messages that are not complete have lost datagrams.
    direction.in_flight.erase(direction.in_flight.begin(), std::next(partial));
    delivered(SimTime{});
  }
}

}  // namespace tiersim
