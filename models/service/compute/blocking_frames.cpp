#include "models/service/compute/blocking_frames.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "models/service/wire/byte_order.h"
#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

constexpr std::uint32_t kLargestBlock = 1u << 30;

/// Returns how many bytes were read: fewer than `size` only if the other end closed.
std::size_t read_up_to(int descriptor, std::uint8_t* to, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = read(descriptor, to + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace

void write_block(int descriptor, const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> frame;
  frame.reserve(4 + bytes.size());
  ByteWriter(frame).put(static_cast<std::uint32_t>(bytes.size())).put(bytes);
  for (std::size_t done = 0; done < frame.size();) {
    const ssize_t put = send(descriptor, frame.data() + done, frame.size() - done, MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) throw ProtocolError("the service has closed");
    done += static_cast<std::size_t>(put);
  }
}

std::optional<std::vector<std::uint8_t>> read_block(int descriptor) {
  std::uint8_t length[4];
  const std::size_t got = read_up_to(descriptor, length, sizeof length);
  if (got == 0) return std::nullopt;
  if (got < sizeof length) throw ProtocolError("the service closed in a message");
  const auto size = ByteReader(length, sizeof length).take<std::uint32_t>();
  if (size > kLargestBlock) throw ProtocolError("impossible message length");
  std::vector<std::uint8_t> bytes(size);
  if (read_up_to(descriptor, bytes.data(), size) < size)
    throw ProtocolError("the service closed in a message");
  return bytes;
}

}  // namespace tiersim::service
