#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

namespace tiersim {

/// The other end sent bytes that break the protocol, closed the connection inside a message, or
/// stayed silent for too long.
class ProtocolError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The largest content of a frame, in bytes. A frame is one message: the length of the content
/// (four bytes, little endian), then the content: a JSON object as CBOR (RFC 8949), which stores
/// bytes without conversion.
constexpr std::size_t kLargestFrame = 64u << 20;
constexpr std::chrono::milliseconds kForEver = std::chrono::milliseconds::max();

/// The bytes of one frame. Throws ProtocolError if the content is larger than kLargestFrame.
std::string to_frame(const nlohmann::json& message);

/// Sends one frame to a socket. Blocks until all bytes are sent. Throws ProtocolError if the other
/// end has closed.
void write_frame(int descriptor, const nlohmann::json& message);

/// Send and receive a byte string of any length between two processes of one program. Both block
/// until they are done. Both throw ProtocolError if the other end has closed.
void write_bytes(int descriptor, const std::string& bytes);
std::string read_bytes(int descriptor);

/// Waits for the next frame. Returns nothing if the other end has closed after a whole frame.
/// Throws ProtocolError for a wrong length or content, and after a silence of `patience`.
std::optional<nlohmann::json> read_frame(int descriptor,
                                         std::chrono::milliseconds patience = kForEver);

}  // namespace tiersim
