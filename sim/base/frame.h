#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

namespace tiersim {

/// Reports a failed exchange of messages with another process. The other process sent bytes that
/// break the protocol, closed the connection inside a message, or sent nothing for too long. Also
/// reports a message that is too large, and errors of read() and send().
class ProtocolError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The largest content of a frame, in bytes (64 MiB). A frame is one message: the length of the
/// content (four bytes, little endian), then the content. The content is a JSON object as CBOR (RFC
/// 8949), which stores bytes without conversion.
constexpr std::size_t kLargestFrame = 64u << 20;
/// A time limit that never expires.
constexpr std::chrono::milliseconds kForEver = std::chrono::milliseconds::max();

/// Encodes a message as a frame and returns the bytes of the frame. Throws ProtocolError if the
/// content is larger than kLargestFrame.
std::string to_frame(const nlohmann::json& message);

/// Encodes a message as a frame and sends the frame to the socket `descriptor`. Blocks until the
/// operating system has taken all bytes. Throws ProtocolError if they cannot be sent, for example
/// because the other end has closed the connection, or if the content is larger than kLargestFrame.
void write_frame(int descriptor, const nlohmann::json& message);

/// Sends the length of `bytes` and then `bytes`, which may have any length, to the socket
/// `descriptor`. Another process of this program receives them with read_bytes(). Blocks until the
/// operating system has taken all bytes. Throws ProtocolError if they cannot be sent, for example
/// because the other end has closed the connection.
void write_bytes(int descriptor, const std::string& bytes);
/// Receives from the socket `descriptor` the bytes that another process sent with write_bytes(),
/// and returns them without their length. Blocks until all bytes are there. Throws ProtocolError if
/// the other end closes the connection first, or if reading fails.
std::string read_bytes(int descriptor);

/// Waits for the next frame on the socket `descriptor` and returns its message. Returns nothing if
/// the other end closed the connection between two frames. Throws ProtocolError if the frame has a
/// wrong length or content, if the connection ends inside it, if reading fails, or if no byte
/// arrives for as long as `patience`.
std::optional<nlohmann::json> read_frame(int descriptor,
                                         std::chrono::milliseconds patience = kForEver);

}  // namespace tiersim
