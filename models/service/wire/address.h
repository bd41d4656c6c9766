#pragma once

#include <cstdint>
#include <string>

namespace tiersim::service {

/// An IPv4 address and a TCP port.
struct Address {
  std::uint32_t ip{0};  ///< 10.1.2.3 is 0x0a010203
  std::uint16_t port{0};
  friend bool operator==(const Address& a, const Address& b) {
    return a.ip == b.ip && a.port == b.port;
  }
};

/// Reads an address and a port from a text such as "10.1.2.3:5000". Throws UserError if the text
/// has another form.
Address parse_address(const std::string& text);
/// Returns an address as a text such as "10.1.2.3:5000".
std::string to_string(const Address& address);

}  // namespace tiersim::service
