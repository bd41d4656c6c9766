#include "network/emulation/echoes.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <future>
#include <thread>

#include "network/emulation/host_socket.h"

namespace tiersim {
namespace {

using EchoClock = std::chrono::steady_clock;
using Datagram = std::array<char, kEchoPayload>;  // the time when it was sent, then zeros

/// Receives a datagram before `until`. Returns whether one came.
bool receive(int socket, Datagram& datagram, sockaddr_in* from, EchoClock::time_point until) {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - EchoClock::now()).count();
    pollfd waiting{socket, POLLIN, 0};
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) == 0) return false;
    socklen_t size = sizeof *from;
    if (recvfrom(socket, datagram.data(), datagram.size(), MSG_DONTWAIT,
                 reinterpret_cast<sockaddr*>(from), from == nullptr ? nullptr : &size) > 0)
      return true;
  }
}

std::int64_t echo_all(int socket, std::int64_t count, EchoClock::time_point until) {
  std::int64_t echoed = 0;
  Datagram datagram{};
  sockaddr_in from{};
  while (echoed < count && receive(socket, datagram, &from, until)) {
    sendto(socket, datagram.data(), datagram.size(), MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&from), sizeof from);
    ++echoed;
  }
  return echoed;
}

void send_all(int socket, std::int64_t count, Duration interval) {
  Datagram datagram{};
  const auto start = EchoClock::now();
  for (std::int64_t i = 0; i < count; ++i) {
    std::this_thread::sleep_until(start + i * interval);
    const auto now = EchoClock::now().time_since_epoch().count();
    std::memcpy(datagram.data(), &now, sizeof now);
    send(socket, datagram.data(), datagram.size(), MSG_NOSIGNAL);
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
  connect_to(client, bind_to(far, server));
  const auto until = EchoClock::now() + count * interval + patience;
  auto echoing =
      std::async(std::launch::async, [&] { return echo_all(server.get(), count, until); });
  const auto sending =
      std::async(std::launch::async, [&] { send_all(client.get(), count, interval); });
  std::vector<Duration> times;
  Datagram datagram{};
  while (static_cast<std::int64_t>(times.size()) < count &&
         receive(client.get(), datagram, nullptr, until)) {
    EchoClock::rep sent = 0;
    std::memcpy(&sent, datagram.data(), sizeof sent);
    times.push_back(EchoClock::now().time_since_epoch() - EchoClock::duration(sent));
  }
  Echoes echoes{count, echoing.get(), static_cast<std::int64_t>(times.size()), {}};
  echoes.round_trip = median_of(times);
  return echoes;
}

}  // namespace tiersim
