#include "network/emulation/echoes.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <ctime>
#include <future>
#include <optional>
#include <thread>

#include "network/emulation/host_socket.h"

namespace tiersim {
namespace {

using EchoClock = std::chrono::steady_clock;

/// The kernel stamps arrivals on the clock CLOCK_REALTIME, so the senders do it, too.
Duration real_time_now() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return std::chrono::seconds(now.tv_sec) + Duration(now.tv_nsec);
}

struct Datagram {
  Duration sent{0};  ///< when the near host sent it
  Duration held{0};  ///< from its arrival at the far host until the echo was sent
  std::array<char, kEchoPayload - 2 * sizeof(Duration)> rest{};
};
static_assert(sizeof(Datagram) == kEchoPayload);

struct Arrival {
  Datagram datagram;
  sockaddr_in from;
  Duration at;  ///< when the kernel had the datagram, before it woke this process
};

/// The time at which the kernel received a message.
Duration stamp_of(msghdr& message) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
    return std::chrono::seconds(stamp.tv_sec) + Duration(stamp.tv_nsec);
  }
  return real_time_now();
}

/// Receives a datagram before `until`. Returns nothing if none came.
std::optional<Arrival> receive(int socket, EchoClock::time_point until) {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - EchoClock::now()).count();
    pollfd waiting{socket, POLLIN, 0};
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) == 0) return std::nullopt;
    Arrival arrival{};
    iovec content{&arrival.datagram, sizeof arrival.datagram};
    alignas(cmsghdr) std::array<char, 128> stamps{};
    msghdr message{};
    message.msg_name = &arrival.from;
    message.msg_namelen = sizeof arrival.from;
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    message.msg_control = stamps.data();
    message.msg_controllen = stamps.size();
    if (recvmsg(socket, &message, MSG_DONTWAIT) <= 0) continue;
    arrival.at = stamp_of(message);
    return arrival;
  }
}

std::int64_t echo_all(int socket, std::int64_t count, EchoClock::time_point until) {
  std::int64_t echoed = 0;
  while (echoed < count) {
    std::optional<Arrival> arrival = receive(socket, until);
    if (!arrival) break;
    arrival->datagram.held = real_time_now() - arrival->at;
    sendto(socket, &arrival->datagram, sizeof arrival->datagram, MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&arrival->from), sizeof arrival->from);
    ++echoed;
  }
  return echoed;
}

void send_all(int socket, std::int64_t count, Duration interval) {
  Datagram datagram;
  const auto start = EchoClock::now();
  for (std::int64_t i = 0; i < count; ++i) {
    std::this_thread::sleep_until(start + i * interval);
    datagram.sent = real_time_now();
    send(socket, &datagram, sizeof datagram, MSG_NOSIGNAL);
  }
}

Duration median_of(std::vector<Duration>& times) {
  if (times.empty()) return Duration{0};
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

}  // namespace

Echoes measure_echoes(const Host& near, const Host& far, std::int64_t count, Duration interval,
                      Duration patience) {
  const OwnedFd client = open_socket(near, SOCK_DGRAM), server = open_socket(far, SOCK_DGRAM);
  for (const OwnedFd* socket : {&client, &server}) {
    const int on = 1;
    checked(setsockopt(socket->get(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on),
            "have arrivals stamped");
  }
  connect_to(client, bind_to(far, server));
  const auto until = EchoClock::now() + count * interval + patience;
  auto echoing =
      std::async(std::launch::async, [&] { return echo_all(server.get(), count, until); });
  const auto sending =
      std::async(std::launch::async, [&] { send_all(client.get(), count, interval); });
  std::vector<Duration> times;
  while (static_cast<std::int64_t>(times.size()) < count) {
    const std::optional<Arrival> echo = receive(client.get(), until);
    if (!echo) break;
    times.push_back(echo->at - echo->datagram.sent - echo->datagram.held);
  }
  Echoes echoes{count, echoing.get(), static_cast<std::int64_t>(times.size()), {}};
  echoes.round_trip = median_of(times);
  return echoes;
}

}  // namespace tiersim
