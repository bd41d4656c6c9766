#pragma once

#include <cstdint>

namespace tiersim {

// Bytes. A packet on the wire is 1500 bytes of IP and 2 of PPP, the framing of ns-3's
// point-to-point links.
constexpr std::int64_t kFraming = 2;
constexpr std::int64_t kTcpPayload = 1448;  // 1500 - 20 IP - 32 TCP with timestamps
constexpr std::int64_t kTcpHeaders = 54;
constexpr std::int64_t kTcpSyn = 62;        // 20 IP, 40 TCP with its options, 2 PPP
constexpr std::int64_t kUdpPayload = 1472;  // 1500 - 20 IP - 8 UDP
constexpr std::int64_t kUdpHeaders = 30;

}  // namespace tiersim
