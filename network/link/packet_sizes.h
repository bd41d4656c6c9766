#pragma once

#include <cstdint>

namespace tiersim {

// Sizes of packets in bytes. A full packet on the wire has 1500 bytes of IP and 2 bytes of PPP, the
// framing of ns-3's point-to-point links.
constexpr std::int64_t kFraming = 2;  // PPP header of a packet on the wire
// Payload of a full TCP packet: 1500 - 20 IP - 32 TCP with timestamps.
constexpr std::int64_t kTcpPayload = 1448;
constexpr std::int64_t kTcpHeaders = 54;    // headers of a TCP packet: 20 IP, 32 TCP, 2 PPP
constexpr std::int64_t kTcpSyn = 62;        // a SYN packet: 20 IP, 40 TCP with its options, 2 PPP
constexpr std::int64_t kUdpPayload = 1472;  // payload of a full UDP packet: 1500 - 20 IP - 8 UDP
constexpr std::int64_t kUdpHeaders = 30;    // headers of a UDP packet: 20 IP, 8 UDP, 2 PPP

}  // namespace tiersim
