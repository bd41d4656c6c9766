// Peers that do not keep to the protocol. Each costs its own connection, and the service goes on.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "models/service/wire/frame_writer.h"
#include "sim/base/random_streams.h"
#include "tests/models/service/serving/loopback.h"

using namespace tiersim;
using namespace tiersim::service;

namespace {

using Frame = std::vector<std::uint8_t>;

/// A socket without any of our code on it.
class BarePeer {
 public:
  explicit BarePeer(const Address& address, int receive_buffer = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0)
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(address.ip);
    to.sin_port = htons(address.port);
    REQUIRE(connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0);
  }
  ~BarePeer() { ::close(socket_); }
  BarePeer(const BarePeer&) = delete;
  BarePeer& operator=(const BarePeer&) = delete;

  /// As much as the socket takes without waiting. Returns the number of bytes.
  std::size_t send(const Frame& bytes) {
    const ssize_t put = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return put < 0 ? 0 : static_cast<std::size_t>(put);
  }
  void half_close() { shutdown(socket_, SHUT_WR); }
  /// Whether the other end has closed, reading what is there.
  bool is_closed() {
    Frame bytes(1 << 16);
    while (true) {
      const ssize_t got = recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (got == 0 || (got < 0 && errno != EAGAIN)) return true;
      if (got < 0) return false;
    }
  }

 private:
  int socket_;
};

/// A tier with one good client, whose connection must outlive all bad peers.
struct Besieged : Loopback {
  explicit Besieged(const PeerOptions& with = {}) {
    options = with;
    add_tier("edge", 0);
    start_client();
    good = order(direct_journey({"edge"}), {{2000}, {}, {1000}});
    check_service();
  }
  Address address() const { return services.at("edge")->address(); }
  std::size_t connections() const { return services.at("edge")->connection_count(); }

  void check_service() {
    CHECK(ask(good).end == RequestEnd::answered);
    CHECK(connections() == 1);
  }

  /// A request of another client to this tier.
  WireMessage request() const {
    WireMessage message;
    message.client = 99;
    message.sender = 50;
    message.route = good.route;
    message.route.back().endpoint = 50;
    message.route.back().address = {kLoopback, 1};
    message.wire_bytes = 500;
    message.stamps.emplace_back().endpoint = 50;
    return message;
  }

  void expect_closed(BarePeer& peer) {
    run_until([&] { return peer.is_closed(); });
    run_until([&] { return connections() == 1; });
    check_service();
  }

  RequestOrder good;
};

PeerOptions impatient() {
  PeerOptions options;
  options.stall = std::chrono::milliseconds(50);
  return options;
}

}  // namespace

TEST_CASE("Bytes that are no frame cost their connection", "[service][hostile]") {
  Besieged net;
  for (const Frame& bytes :
       {Frame(100, 0), Frame{'G', 'E', 'T', ' ', '/', ' ', 'H', 'T'}, Frame(100'000, 0xff)}) {
    BarePeer peer(net.address());
    peer.send(bytes);
    // Eight bytes may be the beginning of a frame that is still to come.
    if (bytes.size() < 56) peer.half_close();
    net.expect_closed(peer);
  }
}

TEST_CASE("Frames that no service can handle cost their connection", "[service][hostile]") {
  Besieged net;
  WireMessage elsewhere = net.request();
  elsewhere.route[0].endpoint = 77;  // another endpoint's
  WireMessage answer = net.request();
  answer.type = MessageType::answer;  // to a client, which the service is not
  answer.route = {net.good.route.back()};
  answer.route[0].endpoint = 1;
  WireMessage stamped = net.request();
  stamped.stamps.resize(32);  // no room for the service's own stamps
  for (const WireMessage& message : {elsewhere, answer, stamped}) {
    BarePeer peer(net.address());
    peer.send(whole_frame(message));
    net.expect_closed(peer);
  }
}

TEST_CASE("A connection that changes its client or its sender is closed", "[service][hostile]") {
  Besieged net;
  for (const bool client : {true, false}) {
    BarePeer peer(net.address());
    WireMessage message = net.request();
    peer.send(whole_frame(message));
    net.run_until([&] { return net.connections() == 2; });
    message.client += client ? 1 : 0;
    message.sender += client ? 0 : 1;
    peer.send(whole_frame(message));
    net.expect_closed(peer);
  }
}

TEST_CASE("Content that says it is 4 GB is refused before it comes", "[service][hostile]") {
  Besieged net;
  Frame frame = whole_frame(net.request());
  frame[40] = frame[41] = frame[42] = frame[43] = 0xff;
  BarePeer peer(net.address());
  peer.send(frame);
  net.expect_closed(peer);
}

TEST_CASE("A peer that says nothing, or stops in a frame, is closed when its time is up",
          "[service][hostile]") {
  Besieged net(impatient());
  const Frame frame = whole_frame(net.request());
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{60}, frame.size() - 1}) {
    INFO(size);
    BarePeer peer(net.address());
    peer.send(Frame(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size)));
    net.expect_closed(peer);
  }
}

TEST_CASE("A peer that sends slowly but steadily is served", "[service][hostile]") {
  Besieged net;
  const Frame frame = whole_frame(net.request());
  BarePeer peer(net.address());
  for (const std::uint8_t byte : frame) {
    REQUIRE(peer.send({byte}) == 1);
    net.context.restart();
    net.context.poll();
  }
  const auto& counts = net.services.at("edge")->counts();
  net.run_until([&] { return counts.computed == 2; });
  CHECK_FALSE(peer.is_closed());
}

TEST_CASE("A peer that closes its sending half, in a frame or after one, is closed",
          "[service][hostile]") {
  Besieged net;
  const Frame frame = whole_frame(net.request());
  for (const std::size_t size : {std::size_t{30}, frame.size()}) {
    BarePeer peer(net.address());
    peer.send(Frame(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size)));
    peer.half_close();
    net.expect_closed(peer);
  }
}

TEST_CASE("A peer that resets its connection costs nothing else", "[service][hostile]") {
  Besieged net;
  for (int i = 0; i < 5; ++i) {
    BarePeer peer(net.address());
    peer.send(whole_frame(net.request()));
    // Closing with unread data sends a reset.
    net.run_until([&] { return net.connections() == 2; });
    net.settle();
  }
  net.run_until([&] { return net.connections() == 1; });
  net.check_service();
}

TEST_CASE("More connections than a service allows are closed at once", "[service][hostile]") {
  PeerOptions options;
  options.most_connections = 3;
  Besieged net(options);
  BarePeer first(net.address()), second(net.address());
  net.run_until([&] { return net.connections() == 3; });
  BarePeer third(net.address());
  net.run_until([&] { return third.is_closed(); });
  CHECK(net.connections() == 3);
  CHECK(net.ask(net.good).end == RequestEnd::answered);
}

TEST_CASE("A peer that does not read is not read any more, and is closed when its time is up",
          "[service][hostile]") {
  PeerOptions options;
  options.most_stored = 64 << 10;
  options.stall = std::chrono::milliseconds(300);
  Besieged net(options);
  BarePeer peer(net.address(), 4096);
  WireMessage message = net.request();
  message.route[0].sends = 100'000;
  const Frame frame = whole_frame(message);
  // Each request of 500 bytes makes an answer of 100,000 bytes, which nobody reads. A service that
  // reads on without end takes all of these.
  constexpr int kRequests = 400'000;
  int sent = 0;
  while (sent < kRequests && !net.services.empty()) {
    const std::size_t put = peer.send(frame);
    if (put < frame.size()) break;
    ++sent;
    net.context.restart();
    net.context.poll();
  }
  CHECK(sent < kRequests);
  // An answer that waits takes at least 1 kB of the 64 kB; the socket's buffers hold a few more.
  CHECK(net.services.at("edge")->counts().computed < 400);
  net.run_until([&] { return net.connections() == 1; });
  net.check_service();
}

TEST_CASE("A thousand damaged frames leave the service as it was", "[service][hostile][fuzz]") {
  Besieged net;
  RandomStream random(1);
  const Frame whole = whole_frame(net.request());
  for (int i = 0; i < 1000; ++i) {
    Frame frame = whole;
    for (std::size_t k = 0; k <= random.index(3); ++k)
      frame[random.index(random.index(2) == 0 ? 116 : frame.size())] =
          static_cast<std::uint8_t>(random.index(256));
    BarePeer peer(net.address());
    peer.send(frame);
    peer.half_close();
    net.context.restart();
    net.context.poll();
  }
  net.run_until([&] { return net.connections() == 1; });
  net.check_service();
}
