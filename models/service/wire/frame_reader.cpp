#include "models/service/wire/frame_reader.h"

#include <algorithm>
#include <utility>

#include "models/service/wire/byte_order.h"
#include "models/service/wire/frame_layout.h"

namespace tiersim::service {
namespace {

void require(bool holds, const char* problem) {
  if (!holds) throw ProtocolError(problem);
}

/// Content is not reserved before it arrives: a header alone must not cost memory.
constexpr std::size_t kGrowth = 1 << 20;

RouteStop stop_from(ByteReader& bytes) {
  RouteStop stop;
  stop.endpoint = bytes.take<std::uint16_t>();
  const auto action = bytes.take<std::uint8_t>();
  require(action <= static_cast<std::uint8_t>(Action::compute), "unknown action of a stop");
  stop.action = static_cast<Action>(action);
  stop.stage = bytes.take<std::uint8_t>();
  require(stop.action == Action::compute || stop.stage == 0,
          "only a tier that computes has a stage");
  stop.address.ip = bytes.take<std::uint32_t>();
  stop.address.port = bytes.take<std::uint16_t>();
  require(bytes.take<std::uint16_t>() == 0, "unused bytes of a stop are not zero");
  stop.sends = bytes.take<std::uint64_t>();
  require(stop.sends <= kMostFiller, "a message would be too large");
  return stop;
}

void check_route(const WireMessage& message) {
  bool computes = false;
  for (std::size_t i = 0; i < message.route.size(); ++i) {
    const RouteStop& stop = message.route[i];
    computes |= stop.action == Action::compute;
    const bool is_last = i + 1 == message.route.size();
    require((stop.action == Action::deliver) == is_last, "a route must end at its only client");
  }
  require(computes == (message.type == MessageType::request),
          "a request has a stage to compute, an answer has none");
}

Stamps stamps_from(ByteReader& bytes) {
  Stamps stamps;
  stamps.endpoint = bytes.take<std::uint16_t>();
  stamps.stage = bytes.take<std::int16_t>();
  stamps.batch = bytes.take<std::uint32_t>();
  for (std::int64_t* time :
       {&stamps.cpu, &stamps.received_first, &stamps.received_all, &stamps.queued, &stamps.started,
        &stamps.loaded, &stamps.ended, &stamps.sending, &stamps.connected, &stamps.sent_first,
        &stamps.sent_last})
    *time = bytes.take<std::int64_t>();
  return stamps;
}

}  // namespace

FrameReader::FrameReader() { begin(Part::header); }

std::size_t FrameReader::consume(const std::uint8_t* bytes, std::size_t size) {
  std::size_t done = 0;
  while (done < size && !complete()) {
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(wanted_, size - done));
    if (part_ != Part::filler) {
      std::vector<std::uint8_t>& to = buffer();
      if (to.capacity() - to.size() < part)
        to.reserve(to.size() + std::max(part, std::min<std::size_t>(wanted_, kGrowth)));
      to.insert(to.end(), bytes + done, bytes + done + part);
    }
    done += part;
    wanted_ -= part;
    frame_bytes_ += part;
    while (wanted_ == 0 && !complete()) end_part();
  }
  return done;
}

WireMessage FrameReader::take() {
  message_.wire_bytes = frame_bytes_;
  WireMessage message = std::move(message_);
  message_ = {};
  frame_bytes_ = 0;
  begin(Part::header);
  return message;
}

void FrameReader::begin(Part part) {
  part_ = part;
  buffer_.clear();
  switch (part) {
    case Part::header:
      wanted_ = kHeaderBytes;
      break;
    case Part::stops:
      wanted_ = stops_ * kStopBytes;
      break;
    case Part::content:
      wanted_ = content_;
      break;
    case Part::filler:
      wanted_ = filler_;
      break;
    case Part::stamps:
      wanted_ = stamps_ * kStampsBytes;
      break;
    case Part::done:
      wanted_ = 0;
  }
}

void FrameReader::end_part() {
  switch (part_) {
    case Part::header:
      read_header();
      return begin(Part::stops);
    case Part::stops:
      read_stops();
      return begin(Part::content);
    case Part::content:
      return begin(Part::filler);
    case Part::filler:
      return begin(Part::stamps);
    case Part::stamps:
      read_stamps();
      return begin(Part::done);
    case Part::done:
      return;
  }
}

void FrameReader::read_header() {
  ByteReader bytes(buffer_);
  require(bytes.take<std::uint32_t>() == kMagic, "the bytes are no message of tiersim");
  require(bytes.take<std::uint16_t>() == kVersion, "the message has another version");
  const auto type = bytes.take<std::uint8_t>();
  require(type == 1 || type == 2, "unknown type of message");
  message_.type = static_cast<MessageType>(type);
  const auto flags = bytes.take<std::uint8_t>();
  require((flags & ~(kOwnConnection | kWarmUp)) == 0, "unknown flag");
  message_.own_connection = (flags & kOwnConnection) != 0;
  message_.warm_up = (flags & kWarmUp) != 0;
  message_.request = bytes.take<std::uint64_t>();
  message_.client = bytes.take<std::uint32_t>();
  message_.sender = bytes.take<std::uint16_t>();
  stops_ = bytes.take<std::uint8_t>();
  require(stops_ >= 1 && stops_ <= kMostStops, "wrong number of stops");
  stamps_ = bytes.take<std::uint8_t>();
  require(stamps_ >= 1 && stamps_ <= kMostStamps, "wrong number of stamps");
  message_.sample = bytes.take<std::int64_t>();
  message_.prediction = bytes.take<std::int32_t>();
  const auto status = bytes.take<std::uint8_t>();
  require(status <= static_cast<std::uint8_t>(Status::unreachable), "unknown status");
  message_.status = static_cast<Status>(status);
  for (int i = 0; i < 3; ++i)
    require(bytes.take<std::uint8_t>() == 0, "unused bytes of the header are not zero");
  content_ = bytes.take<std::uint32_t>();
  require(content_ <= kMostContent, "too much content");
  require(bytes.take<std::uint32_t>() == 0, "unused bytes of the header are not zero");
  filler_ = bytes.take<std::uint64_t>();
  require(filler_ <= kMostFiller, "too much filler");
}

void FrameReader::read_stops() {
  ByteReader bytes(buffer_);
  message_.route.clear();
  for (std::size_t i = 0; i < stops_; ++i) message_.route.push_back(stop_from(bytes));
  check_route(message_);
}

void FrameReader::read_stamps() {
  ByteReader bytes(buffer_);
  message_.stamps.clear();
  for (std::size_t i = 0; i < stamps_; ++i) message_.stamps.push_back(stamps_from(bytes));
}

}  // namespace tiersim::service
