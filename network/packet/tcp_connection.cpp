#include "network/packet/tcp_connection.h"

#include <ns3/packet.h>
#include <ns3/tcp-socket-factory.h>
#include <ns3/uinteger.h>

#include <algorithm>
#include <utility>

namespace tiersim {

using ns3::MakeCallback;
using ns3::Ptr;
using ns3::Socket;

namespace {

// Linux acknowledges each of the first segments of a connection, so that slow start doubles the
// window in each round. After that, it acknowledges every second segment (TCP_MAX_QUICKACKS in
// include/net/tcp.h).
constexpr std::uint64_t kQuickAcknowledged = 16 * 1448;  // bytes

void set_buffers(const Ptr<Socket>& socket, std::uint64_t bytes) {
  socket->SetAttribute("SndBufSize", ns3::UintegerValue(bytes));
  socket->SetAttribute("RcvBufSize", ns3::UintegerValue(bytes));
}

void acknowledge_every(const Ptr<Socket>& socket, std::uint32_t segments) {
  socket->SetAttribute("DelAckCount", ns3::UintegerValue(segments));
}

}  // namespace

TcpConnection::TcpConnection(const Ptr<ns3::Node>& client, const Ptr<ns3::Node>& server,
                             const ns3::Address& server_address, const Settings& settings)
    : large_segments_(settings.packets_per_segment > 1) {
  const ns3::TypeId type = ns3::TcpSocketFactory::GetTypeId();
  listener_ = Socket::CreateSocket(server, type);
  set_buffers(listener_, settings.buffer);  // accepted sockets are copies
  listener_->Bind(server_address);
  listener_->Listen();
  listener_->SetAcceptCallback(ns3::MakeNullCallback<bool, Ptr<Socket>, const ns3::Address&>(),
                               MakeCallback(&TcpConnection::accept, this));
  up_.sender = Socket::CreateSocket(client, type);
  set_buffers(up_.sender, settings.buffer);
  up_.sender->Bind();
  acknowledge_every(up_.sender, 1);
  up_.sender->SetConnectCallback(MakeCallback(&TcpConnection::connected, this),
                                 MakeCallback(&TcpConnection::gave_up, this));
  up_.sender->SetCloseCallbacks(ns3::MakeNullCallback<void, Ptr<Socket>>(),
                                MakeCallback(&TcpConnection::gave_up, this));
  up_.sender->SetSendCallback(MakeCallback(&TcpConnection::can_send, this));
  up_.sender->SetRecvCallback(MakeCallback(&TcpConnection::can_read, this));
  up_.sender->Connect(server_address);
}

TcpConnection::~TcpConnection() { close(); }

void TcpConnection::send(bool from_client, std::uint64_t size,
                         std::function<void(SimTime)> delivered) {
  Direction& direction = from_client ? up_ : down_;
  direction.queued += size;
  direction.unsent += size;
  direction.in_flight.push_back({direction.queued, std::move(delivered)});
  pump(direction);
}

void TcpConnection::close() {
  for (Direction* direction : {&up_, &down_}) {
    direction->in_flight.clear();
    direction->unsent = 0;
    if (!direction->sender) continue;
    // A callback that outlived this object would be called on freed memory.
    direction->sender->SetSendCallback(ns3::MakeNullCallback<void, Ptr<Socket>, std::uint32_t>());
    direction->sender->SetRecvCallback(ns3::MakeNullCallback<void, Ptr<Socket>>());
    direction->sender->SetConnectCallback(ns3::MakeNullCallback<void, Ptr<Socket>>(),
                                          ns3::MakeNullCallback<void, Ptr<Socket>>());
    direction->sender->SetCloseCallbacks(ns3::MakeNullCallback<void, Ptr<Socket>>(),
                                         ns3::MakeNullCallback<void, Ptr<Socket>>());
    direction->sender->Close();
    direction->sender = nullptr;
  }
  if (!listener_) return;
  listener_->SetAcceptCallback(ns3::MakeNullCallback<bool, Ptr<Socket>, const ns3::Address&>(),
                               ns3::MakeNullCallback<void, Ptr<Socket>, const ns3::Address&>());
  listener_->Close();
  listener_ = nullptr;
}

void TcpConnection::accept(Ptr<Socket> socket, const ns3::Address&) {
  down_.sender = socket;
  down_.ready = true;
  down_.ready_since = SimClock::now();
  acknowledge_every(socket, 1);
  socket->SetCloseCallbacks(ns3::MakeNullCallback<void, Ptr<Socket>>(),
                            MakeCallback(&TcpConnection::gave_up, this));
  socket->SetSendCallback(MakeCallback(&TcpConnection::can_send, this));
  socket->SetRecvCallback(MakeCallback(&TcpConnection::can_read, this));
  pump(down_);
}

void TcpConnection::connected(Ptr<Socket>) {
  up_.ready = true;
  up_.ready_since = SimClock::now();
  pump(up_);
}

void TcpConnection::gave_up(Ptr<Socket>) { broken_ = true; }

void TcpConnection::can_send(Ptr<Socket> socket, std::uint32_t) {
  pump(socket == up_.sender ? up_ : down_);
}

void TcpConnection::pump(Direction& direction) {
  while (direction.ready && direction.unsent > 0) {
    const std::uint64_t size =
        std::min<std::uint64_t>(direction.unsent, direction.sender->GetTxAvailable());
    if (size == 0) return;
    const int taken =
        direction.sender->Send(ns3::Create<ns3::Packet>(static_cast<std::uint32_t>(size)));
    if (taken <= 0) return;
    direction.unsent -= static_cast<std::uint64_t>(taken);
  }
}

void TcpConnection::can_read(Ptr<Socket> socket) {
  Direction& direction = socket == up_.sender ? down_ : up_;
  while (const Ptr<ns3::Packet> packet = socket->Recv()) {
    if (packet->GetSize() == 0) break;  // the other end closed
    const bool quick = !large_segments_ && direction.received <= kQuickAcknowledged;
    direction.received += packet->GetSize();
    if (quick && direction.received > kQuickAcknowledged) acknowledge_every(socket, 2);
  }
  while (!direction.in_flight.empty() && direction.in_flight.front().end <= direction.received) {
    const std::function<void(SimTime)> delivered = std::move(direction.in_flight.front().delivered);
    direction.in_flight.pop_front();
    delivered(direction.ready_since);
  }
}

}  // namespace tiersim
