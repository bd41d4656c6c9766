#include "network/emulation/host_socket.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <chrono>

namespace tiersim {

OwnedFd open_socket(const Host& host, int type) {
  OwnedFd made;
  host.network().run_inside(
      [&] { made = OwnedFd(checked(socket(AF_INET, type | SOCK_CLOEXEC, 0), "open a socket")); });
  set_patience(made, std::chrono::seconds(5));
  return made;
}

void set_patience(const OwnedFd& socket, Duration patience) {
  const auto left = std::chrono::duration_cast<std::chrono::microseconds>(patience).count();
  const timeval time{left / 1'000'000, left % 1'000'000};
  for (const int way : {SO_RCVTIMEO, SO_SNDTIMEO})
    checked(setsockopt(socket.get(), SOL_SOCKET, way, &time, sizeof time), "set a socket");
}

sockaddr_in bind_to(const Host& host, const OwnedFd& socket) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  inet_pton(AF_INET, host.address().c_str(), &address.sin_addr);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  checked(bind(socket.get(), any, size), "bind a socket");
  checked(getsockname(socket.get(), any, &size), "read the address of a socket");
  return address;
}

void connect_to(const OwnedFd& socket, const sockaddr_in& address) {
  checked(connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
          "connect a socket");
}

}  // namespace tiersim
