#include "models/service/wire/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>

#include "sim/base/error.h"

namespace tiersim::service {

Address parse_address(const std::string& text) {
  const std::size_t colon = text.find(':');
  in_addr ip{};
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  if (colon != std::string::npos && inet_pton(AF_INET, text.substr(0, colon).c_str(), &ip) == 1) {
    const auto read = std::from_chars(text.data() + colon + 1, end, port);
    if (read.ec == std::errc() && read.ptr == end) return {ntohl(ip.s_addr), port};
  }
  throw UserError(fmt::format("\"{}\" is no address (write e.g. 10.1.2.3:5000)", text));
}

std::string to_string(const Address& address) {
  return fmt::format("{}.{}.{}.{}:{}", address.ip >> 24, (address.ip >> 16) & 0xff,
                     (address.ip >> 8) & 0xff, address.ip & 0xff, address.port);
}

}  // namespace tiersim::service
