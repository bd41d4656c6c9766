#include "tests/fuzz/read_frames.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "models/service/wire/frame_reader.h"
#include "models/service/wire/frame_writer.h"
#include "sim/base/frame.h"

namespace tiersim {
namespace {

using Frame = std::vector<std::uint8_t>;

void demand(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", claim);
  std::abort();
}

/// The messages before the first damage, written again. `piece(i)` is the size of the next piece.
template <typename Piece>
std::vector<Frame> messages_of(const std::uint8_t* bytes, std::size_t size, const Piece& piece) {
  std::vector<Frame> messages;
  service::FrameReader reader;
  try {
    for (std::size_t done = 0; done < size;) {
      done += reader.consume(bytes + done, std::min(piece(done), size - done));
      if (!reader.complete()) continue;
      const service::WireMessage message = reader.take();
      demand(service::least_bytes(message) + service::filler_bytes(message) == message.wire_bytes,
             "a message has the size that was read");
      messages.push_back(service::frame_head(message));
      const Frame tail = service::frame_tail(message);
      messages.back().insert(messages.back().end(), message.content.begin(), message.content.end());
      messages.back().insert(messages.back().end(), tail.begin(), tail.end());
    }
  } catch (const ProtocolError&) {
  }
  return messages;
}

}  // namespace

void read_frames(const std::uint8_t* bytes, std::size_t size) {
  const auto whole = messages_of(bytes, size, [&](std::size_t) { return size; });
  const auto pieces =
      messages_of(bytes, size, [&](std::size_t at) { return std::size_t{1} + bytes[at] % 64; });
  demand(whole == pieces, "messages do not depend on the pieces that they arrive in");
}

}  // namespace tiersim
