#include "sim/base/frame.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <string>

namespace tiersim {
namespace {

/// Reads `size` bytes. Returns how many were read: fewer than `size` only if the other end closed.
std::size_t read_fully(int descriptor, char* data, std::size_t size,
                       std::chrono::milliseconds patience) {
  std::size_t done = 0;
  while (done < size) {
    if (patience != kForEver) {
      pollfd waiting{descriptor, POLLIN, 0};
      const int limit = static_cast<int>(std::min<std::int64_t>(patience.count(), INT_MAX));
      const int ready = poll(&waiting, 1, limit);
      if (ready < 0 && errno == EINTR) continue;
      if (ready == 0)
        throw ProtocolError("no message for " + std::to_string(patience.count() / 1000) + " s");
    }
    const ssize_t got = read(descriptor, data + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw ProtocolError(std::string("cannot read: ") + std::strerror(errno));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

void send_fully(int descriptor, const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t put = send(descriptor, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) throw ProtocolError(std::string("cannot write: ") + std::strerror(errno));
    done += static_cast<std::size_t>(put);
  }
}

}  // namespace

std::string to_frame(const nlohmann::json& message) {
  std::string text;
  nlohmann::json::to_cbor(message, text);
  if (text.size() > kLargestFrame) throw ProtocolError("message too large");
  const auto size = static_cast<std::uint32_t>(text.size());
  std::string frame;
  for (int shift = 0; shift < 32; shift += 8)
    frame.push_back(static_cast<char>((size >> shift) & 0xff));
  return frame + text;
}

void write_frame(int descriptor, const nlohmann::json& message) {
  send_fully(descriptor, to_frame(message));
}

void write_bytes(int descriptor, const std::string& bytes) {
  const std::uint64_t size = bytes.size();
  std::string message(reinterpret_cast<const char*>(&size), sizeof size);
  send_fully(descriptor, message += bytes);
}

std::string read_bytes(int descriptor) {
  const auto read_all = [&](char* data, std::size_t size) {
    if (read_fully(descriptor, data, size, kForEver) < size)
      throw ProtocolError("the other end closed in mid-message");
  };
  std::uint64_t size = 0;
  read_all(reinterpret_cast<char*>(&size), sizeof size);
  std::string bytes(size, '\0');
  read_all(bytes.data(), bytes.size());
  return bytes;
}

std::optional<nlohmann::json> read_frame(int descriptor, std::chrono::milliseconds patience) {
  std::array<char, 4> header{};
  const std::size_t got = read_fully(descriptor, header.data(), header.size(), patience);
  if (got == 0) return std::nullopt;
  if (got < header.size()) throw ProtocolError("the other end closed in mid-message");
  std::uint32_t size = 0;
  for (std::size_t i = 0; i < 4; ++i)
    size |= std::uint32_t{static_cast<unsigned char>(header[i])} << (8 * i);
  if (size > kLargestFrame) throw ProtocolError("impossible message length");
  std::string text(size, '\0');
  if (read_fully(descriptor, text.data(), size, patience) < size) {
    throw ProtocolError("the other end closed in mid-message");
  }
  nlohmann::json message =
      nlohmann::json::from_cbor(text, /*strict=*/true, /*allow_exceptions=*/false);
  if (!message.is_object()) throw ProtocolError("a message is not an object");
  return message;
}

}  // namespace tiersim
