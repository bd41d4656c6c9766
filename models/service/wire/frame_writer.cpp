#include "models/service/wire/frame_writer.h"

#include "models/service/wire/byte_order.h"
#include "models/service/wire/frame_layout.h"

namespace tiersim::service {

std::uint64_t least_bytes(const WireMessage& message) {
  return kHeaderBytes + kStopBytes * message.route.size() + message.content.size() +
         kStampsBytes * message.stamps.size();
}

std::uint64_t filler_bytes(const WireMessage& message) {
  const std::uint64_t least = least_bytes(message);
  return message.wire_bytes > least ? message.wire_bytes - least : 0;
}

std::vector<std::uint8_t> frame_head(const WireMessage& message) {
  if (message.route.empty() || message.route.size() > kMostStops || message.stamps.empty() ||
      message.stamps.size() > kMostStamps || message.content.size() > kMostContent ||
      filler_bytes(message) > kMostFiller)
    throw ProtocolError("a message exceeds a limit of the protocol");
  std::vector<std::uint8_t> bytes;
  bytes.reserve(kHeaderBytes + kStopBytes * message.route.size());
  ByteWriter to(bytes);
  to.put(kMagic).put(kVersion).put(static_cast<std::uint8_t>(message.type));
  to.put(static_cast<std::uint8_t>((message.own_connection ? kOwnConnection : 0) |
                                   (message.warm_up ? kWarmUp : 0)));
  to.put(message.request).put(message.client).put(message.sender);
  to.put(static_cast<std::uint8_t>(message.route.size()));
  to.put(static_cast<std::uint8_t>(message.stamps.size()));
  to.put(message.sample).put(message.prediction).put(static_cast<std::uint8_t>(message.status));
  to.put(std::uint8_t{0}).put(std::uint16_t{0});
  to.put(static_cast<std::uint32_t>(message.content.size())).put(std::uint32_t{0});
  to.put(filler_bytes(message));
  for (const RouteStop& stop : message.route) {
    to.put(stop.endpoint).put(static_cast<std::uint8_t>(stop.action)).put(stop.stage);
    to.put(stop.address.ip).put(stop.address.port).put(std::uint16_t{0}).put(stop.sends);
  }
  return bytes;
}

std::vector<std::uint8_t> frame_tail(const WireMessage& message) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(kStampsBytes * message.stamps.size());
  ByteWriter to(bytes);
  for (const Stamps& stamps : message.stamps) {
    to.put(stamps.endpoint).put(stamps.stage).put(stamps.batch).put(stamps.cpu);
    to.put(stamps.received_first).put(stamps.received_all).put(stamps.queued);
    to.put(stamps.started).put(stamps.loaded).put(stamps.ended).put(stamps.sending);
    to.put(stamps.connected).put(stamps.sent_first).put(stamps.sent_last);
  }
  return bytes;
}

std::vector<std::uint8_t> whole_frame(const WireMessage& message) {
  std::vector<std::uint8_t> frame = frame_head(message);
  frame.insert(frame.end(), message.content.begin(), message.content.end());
  frame.insert(frame.end(), filler_bytes(message), 0);
  const std::vector<std::uint8_t> tail = frame_tail(message);
  frame.insert(frame.end(), tail.begin(), tail.end());
  return frame;
}

}  // namespace tiersim::service
