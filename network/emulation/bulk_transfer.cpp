#include "network/emulation/bulk_transfer.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

#include "network/emulation/host_socket.h"
#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

using BulkClock = std::chrono::steady_clock;

/// Bytes of datagrams that may wait for a busy machine to run the receiver.
constexpr std::int64_t kDatagramBuffer = 16'000'000;

void set_receive_buffer(const OwnedFd& socket, std::int64_t bytes) {
  const int size = static_cast<int>(bytes);
  checked(setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size), "set a buffer");
}

/// The rate between the first arrival after the warm-up and the last arrival.
class ArrivalRate {
 public:
  explicit ArrivalRate(std::int64_t warm_up) : warm_up_(warm_up) {}

  void arrived(std::int64_t bytes) {
    total_ += bytes;
    last_ = BulkClock::now();
    if (first_total_ > 0 || total_ < warm_up_) return;
    first_ = last_;
    first_total_ = total_;
  }
  std::int64_t total() const { return total_; }
  BitsPerSecond rate() const {
    const double time = std::chrono::duration<double>(last_ - first_).count();
    return {time > 0 ? 8.0 * static_cast<double>(total_ - first_total_) / time : 0};
  }

 private:
  std::int64_t warm_up_, total_{0}, first_total_{0};
  BulkClock::time_point first_{}, last_{};
};

void send_stream(int socket, std::int64_t bytes) {
  const std::vector<char> zeros(65'536);
  while (bytes > 0) {
    const ssize_t sent =
        send(socket, zeros.data(),
             std::min<std::size_t>(zeros.size(), static_cast<std::size_t>(bytes)), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the receiver sees it
    bytes -= sent;
  }
}

/// Datagrams of zeros, of which the kernel takes many in one call.
class ZeroDatagrams {
 public:
  explicit ZeroDatagrams(std::size_t at_once) : messages_(at_once) {
    for (mmsghdr& message : messages_) {
      message.msg_hdr.msg_iov = &part_;
      message.msg_hdr.msg_iovlen = 1;
    }
  }
  ZeroDatagrams(const ZeroDatagrams&) = delete;
  ZeroDatagrams& operator=(const ZeroDatagrams&) = delete;

  /// Returns the bytes that were sent.
  std::int64_t send_to(int socket) {
    const auto count = static_cast<unsigned>(messages_.size());
    return kUdpPayload * std::max(0, sendmmsg(socket, messages_.data(), count, MSG_NOSIGNAL));
  }

 private:
  std::vector<char> zeros_ = std::vector<char>(kUdpPayload);
  iovec part_{zeros_.data(), zeros_.size()};
  std::vector<mmsghdr> messages_;
};

/// Sleeps seldom, because a busy machine wakes a process late.
void send_datagrams(int socket, const BulkTransfer& transfer) {
  constexpr std::int64_t kMostAtOnce = 32;
  const double ahead = static_cast<double>(transfer.ahead), rate = transfer.pace.value / 8;
  const auto pause = std::chrono::duration<double>(ahead / 2 / rate);
  const auto batch = std::clamp<std::int64_t>(transfer.ahead / kUdpPayload / 4, 1, kMostAtOnce);
  ZeroDatagrams datagrams(static_cast<std::size_t>(batch));
  const auto start = BulkClock::now();
  for (std::int64_t sent = 0; sent < transfer.warm_up + transfer.counted;) {
    const double time = std::chrono::duration<double>(BulkClock::now() - start).count();
    if (static_cast<double>(sent) - ahead > time * rate) std::this_thread::sleep_for(pause);
    const std::int64_t now = datagrams.send_to(socket);
    if (now == 0) return;  // the receiver sees it
    sent += now;
  }
}

}  // namespace

BitsPerSecond measure_tcp_rate(const Host& from, const Host& to, const BulkTransfer& transfer) {
  const OwnedFd listener = open_socket(to, SOCK_STREAM), sender = open_socket(from, SOCK_STREAM);
  // A small buffer keeps the transfer from filling the link's queue for seconds.
  set_receive_buffer(listener, transfer.window);
  const sockaddr_in address = bind_to(to, listener);
  checked(listen(listener.get(), 1), "listen");
  connect_to(sender, address);
  const OwnedFd receiver(checked(accept(listener.get(), nullptr, nullptr), "accept"));

  const std::int64_t all = transfer.warm_up + transfer.counted;
  const auto sending = std::async(std::launch::async, [&] { send_stream(sender.get(), all); });
  ArrivalRate rate(transfer.warm_up);
  std::vector<char> taken(65'536);
  while (rate.total() < all) {
    const ssize_t size = recv(receiver.get(), taken.data(), taken.size(), 0);
    if (size <= 0) return {0};
    rate.arrived(size);
  }
  return rate.rate();
}

BitsPerSecond measure_udp_rate(const Host& from, const Host& to, const BulkTransfer& transfer) {
  const OwnedFd receiver = open_socket(to, SOCK_DGRAM), sender = open_socket(from, SOCK_DGRAM);
  connect_to(sender, bind_to(to, receiver));
  set_patience(receiver, transfer.patience);
  set_receive_buffer(receiver, kDatagramBuffer);
  const auto sending =
      std::async(std::launch::async, [&] { send_datagrams(sender.get(), transfer); });
  ArrivalRate rate(transfer.warm_up);
  std::vector<char> taken(kUdpPayload);
  for (ssize_t size = 0; (size = recv(receiver.get(), taken.data(), taken.size(), 0)) > 0;)
    rate.arrived(size);
  return rate.rate();
}

}  // namespace tiersim
