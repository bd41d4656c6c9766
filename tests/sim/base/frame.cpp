#include "sim/base/frame.h"

#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>

using namespace tiersim;

namespace {

struct SocketPair {
  SocketPair() { REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0); }
  ~SocketPair() {
    close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
  }
  /// Sends `bytes`, closes the sending end and returns the frame that arrives.
  std::optional<nlohmann::json> receive(const std::string& bytes) {
    REQUIRE(write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    close(ends[1]);
    ends[1] = -1;
    return read_frame(ends[0]);
  }
  int ends[2];
};

}  // namespace

TEST_CASE("Messages arrive as they were sent", "[frame]") {
  SocketPair pair;
  const nlohmann::json message{
      {"numbers", {1, 2, 3}}, {"text", "über"}, {"bytes", nlohmann::json::binary({0, 255, 10})}};
  write_frame(pair.ends[1], message);
  write_frame(pair.ends[1], {{"second", true}});
  CHECK(read_frame(pair.ends[0]) == message);
  CHECK(read_frame(pair.ends[0]) == nlohmann::json{{"second", true}});
}

TEST_CASE("Bytes that break the protocol give an error; the reader neither waits nor crashes",
          "[frame]") {
  CHECK_FALSE(SocketPair().receive("").has_value());
  CHECK_THROWS_AS(SocketPair().receive(std::string("\x02\0", 2)), ProtocolError);
  CHECK_THROWS_AS(SocketPair().receive(std::string("\x09\0\0\0{", 5)), ProtocolError);
  CHECK_THROWS_AS(SocketPair().receive("\xff\xff\xff\xff\xa0"), ProtocolError);
  // In CBOR, 0x80 is an empty list. 0xa1 begins an object of one key, and "x" is too short for
  // that.
  CHECK_THROWS_AS(SocketPair().receive(std::string("\x01\0\0\0\x80", 5)), ProtocolError);
  CHECK_THROWS_AS(SocketPair().receive(std::string("\x02\0\0\0\xa1x", 6)), ProtocolError);
  CHECK(SocketPair().receive(std::string("\x01\0\0\0\xa0", 5)) == nlohmann::json::object());
  SocketPair silent;
  CHECK_THROWS_AS(read_frame(silent.ends[0], std::chrono::milliseconds(10)), ProtocolError);
  close(silent.ends[0]);
  CHECK_THROWS_AS(write_frame(silent.ends[1], {{"to", "nobody"}}), ProtocolError);
  silent.ends[0] = dup(silent.ends[1]);
}
