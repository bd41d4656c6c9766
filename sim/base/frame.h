#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

namespace tiersim {

/// The other end broke the protocol, went away in mid-frame or stayed silent for too long.
class ProtocolError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One message: four bytes of length (little endian), then that many bytes of JSON as CBOR
/// (RFC 8949), which holds tensors as they are.
constexpr std::size_t kLargestFrame = 64u << 20;
constexpr std::chrono::milliseconds kForEver = std::chrono::milliseconds::max();

/// A message as it is sent. Throws ProtocolError where it is larger than a frame may be.
std::string to_frame(const nlohmann::json& message);

/// Blocks until all is written. Throws ProtocolError where the other end is gone.
void write_frame(int descriptor, const nlohmann::json& message);

/// Bytes of any number as they are, between processes of one program. Throw ProtocolError likewise.
void write_bytes(int descriptor, const std::string& bytes);
std::string read_bytes(int descriptor);

/// The next message, or nothing where the other end has closed between two messages.
/// Throws ProtocolError for a length or a text that cannot be, and after `patience` of silence.
std::optional<nlohmann::json> read_frame(int descriptor,
                                         std::chrono::milliseconds patience = kForEver);

}  // namespace tiersim
