#include "models/service/wire/frame_reader.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "models/service/wire/frame_layout.h"
#include "models/service/wire/frame_writer.h"
#include "sim/base/frame.h"
#include "sim/base/random_streams.h"
#include "tests/models/service/wire/sample_message.h"

using namespace tiersim;
using namespace tiersim::service;

namespace {

using Frame = std::vector<std::uint8_t>;

/// Gives a frame to a reader in pieces of at most `piece` bytes.
WireMessage read(const Frame& frame, std::size_t piece) {
  FrameReader reader;
  std::size_t done = 0;
  while (done < frame.size() && !reader.complete()) {
    const std::size_t size = std::min(piece, frame.size() - done);
    const std::size_t taken = reader.consume(frame.data() + done, size);
    REQUIRE(taken > 0);
    done += taken;
  }
  REQUIRE(reader.complete());
  REQUIRE(done == frame.size());
  return reader.take();
}

void refused(const std::function<void(Frame&)>& damage) {
  Frame frame = whole_frame(sample_message());
  damage(frame);
  FrameReader reader;
  CHECK_THROWS_AS(reader.consume(frame.data(), frame.size()), ProtocolError);
}

}  // namespace

TEST_CASE("A frame has the size that its message asks for, and reads back whatever its pieces",
          "[wire]") {
  const WireMessage sent = sample_message();
  const Frame frame = whole_frame(sent);
  CHECK(frame.size() == 2000);
  for (const std::size_t piece : {1, 7, 56, 1000, 4000}) {
    INFO(piece);
    const WireMessage read_back = read(frame, piece);
    CHECK(read_back.wire_bytes == 2000);
    CHECK(read_back.content == sent.content);
    CHECK(read_back.route[1].address == Address{0x0a000003, 5003});
    CHECK(read_back.stamps[0].sent_last == 123'456'789'099'999);
    CHECK(whole_frame(read_back) == frame);
  }
}

TEST_CASE("A message with more content than its size is as large as its content needs", "[wire]") {
  WireMessage message = sample_message();
  message.wire_bytes = 0;
  // 56 bytes of header, three stops of 20, five of content, one record of stamps of 96.
  CHECK(whole_frame(message).size() == 56 + 3 * 20 + 5 + 96);
  CHECK(least_bytes(message) == 217);
  CHECK(filler_bytes(message) == 0);
}

TEST_CASE("The first bytes of a frame are those of the documented layout", "[wire]") {
  const Frame frame = whole_frame(sample_message());
  const Frame begin(frame.begin(), frame.begin() + 8);
  CHECK(begin == Frame{'T', 'S', 'R', 'M', 1, 0, 1, kOwnConnection});
  CHECK(frame[8] == 0xef);   // the lowest byte of the request's number comes first
  CHECK(frame[15] == 0x01);  // its highest byte comes last
}

TEST_CASE("Two frames in one piece are read one after the other", "[wire]") {
  Frame both = whole_frame(sample_message());
  const std::size_t first = both.size();
  both.insert(both.end(), both.begin(), both.begin() + static_cast<std::ptrdiff_t>(first));
  FrameReader reader;
  CHECK(reader.consume(both.data(), both.size()) == first);
  REQUIRE(reader.complete());
  reader.take();
  CHECK_FALSE(reader.is_inside());
  CHECK(reader.consume(both.data() + first, first) == first);
  CHECK(reader.complete());
}

TEST_CASE("A frame that breaks a rule is refused", "[wire]") {
  const auto set = [](std::size_t at, std::uint8_t value) {
    return [=](Frame& frame) { frame[at] = value; };
  };
  refused(set(0, 'X'));              // magic
  refused(set(4, 2));                // version
  refused(set(6, 0));                // type
  refused(set(6, 2));                // an answer with a stage to compute
  refused(set(7, 4));                // flag
  refused(set(22, 0));               // no stop
  refused(set(22, kMostStops + 1));  // too many stops
  refused(set(23, 0));               // no stamps
  refused(set(23, kMostStamps + 1));
  refused(set(36, 4));            // status
  refused(set(37, 1));            // unused
  refused(set(43, 0xff));         // 4 GB of content
  refused(set(55, 1));            // 72,000,000 GB of filler
  refused(set(56 + 2, 3));        // action
  refused(set(56 + 2, 0));        // delivers before the end
  refused(set(56 + 3, 1));        // a relay with a stage
  refused(set(56 + 42, 1));       // a route that does not end at its client
  refused(set(56 + 20 + 10, 1));  // unused bytes of a stop
  refused(set(56 + 20 + 19, 1));  // a message on of 72,000,000 GB
}

TEST_CASE("A frame of 1 GB of filler takes no memory, and its size is known", "[wire]") {
  WireMessage message = sample_message();
  message.wire_bytes = 1'000'000'000;
  FrameReader reader;
  const auto give = [&](const Frame& bytes) { reader.consume(bytes.data(), bytes.size()); };
  give(frame_head(message));
  give(message.content);
  const Frame filler(1 << 20, 0);
  std::uint64_t left = filler_bytes(message);
  CHECK(left == 1'000'000'000 - 217);
  for (; left >= filler.size(); left -= filler.size()) give(filler);
  give(Frame(left, 0));
  CHECK_FALSE(reader.complete());
  give(frame_tail(message));
  REQUIRE(reader.complete());
  CHECK(reader.take().wire_bytes == 1'000'000'000);
}

TEST_CASE("A damaged frame is refused or read, never more", "[wire][fuzz]") {
  RandomStream random(1);
  const Frame whole = whole_frame(sample_message());
  int refusals = 0, messages = 0;
  for (int i = 0; i < 20'000; ++i) {
    Frame frame = whole;
    for (std::size_t k = 0; k <= random.index(4); ++k) {
      const std::size_t at = random.index(frame.size());
      if (random.index(3) > 0)
        frame[at] = static_cast<std::uint8_t>(random.index(256));
      else if (frame.size() > 100)
        frame.erase(frame.begin() + static_cast<std::ptrdiff_t>(at / 2));
      // Half of the damages are in the header and the stops.
      if (random.index(2) == 0) frame[random.index(116)] ^= std::uint8_t{1} << random.index(8);
    }
    FrameReader reader;
    try {
      for (std::size_t done = 0; done < frame.size();) {
        const std::size_t size = std::min(1 + random.index(500), frame.size() - done);
        done += reader.consume(frame.data() + done, size);
        if (!reader.complete()) continue;
        const WireMessage message = reader.take();
        CHECK(message.wire_bytes == whole_frame(message).size());
        ++messages;
      }
    } catch (const ProtocolError&) {
      ++refusals;
    }
  }
  CHECK(refusals > 1000);
  CHECK(messages > 1000);
}
