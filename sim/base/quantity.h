#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tiersim {

/// A size in bytes.
struct Bytes {
  std::int64_t value{0};
  friend bool operator==(Bytes a, Bytes b) { return a.value == b.value; }
};

/// A data rate; 1 Mbps is 1e6 bit/s.
struct BitsPerSecond {
  double value{0};
  friend bool operator==(BitsPerSecond a, BitsPerSecond b) { return a.value == b.value; }
};

/// A ratio, written in per cent. For example CPU seconds per wall second and core, or the
/// probability that a packet is lost.
struct Fraction {
  double value{0};
  friend bool operator==(Fraction a, Fraction b) { return a.value == b.value; }
};

/// Power in watts.
struct Watts {
  double value{0};
  friend bool operator==(Watts a, Watts b) { return a.value == b.value; }
};

/// A frequency: events per second.
struct PerSecond {
  double value{0};
  friend bool operator==(PerSecond a, PerSecond b) { return a.value == b.value; }
};

/// A number of packets, or a mean number, so not always whole.
struct Packets {
  double value{0};
  friend bool operator==(Packets a, Packets b) { return a.value == b.value; }
};

/// A distance in metres.
struct Metres {
  double value{0};
  friend bool operator==(Metres a, Metres b) { return a.value == b.value; }
};

using Duration = std::chrono::nanoseconds;

/// Read a quantity as a user writes it: a number, spaces (may be left out), a unit: "200 Mbps",
/// "1.5 MB", "25 %". Each parser throws UserError with the text `"<text>" <problem> (<remedy>)`,
/// also for a negative number.
Bytes parse_bytes(std::string_view text);              // B kB MB GB KiB MiB GiB
BitsPerSecond parse_bandwidth(std::string_view text);  // bps kbps Mbps Gbps
Duration parse_duration(std::string_view text);        // ns us ms s
Fraction parse_fraction(std::string_view text);        // %
Watts parse_power(std::string_view text);              // mW W
PerSecond parse_frequency(std::string_view text);      // /s /min /h
Packets parse_packets(std::string_view text);          // packets
Metres parse_length(std::string_view text);            // m

/// Print a quantity with a unit that suits its size. The parser of its type reads the same value
/// back (a Fraction has ten significant digits).
std::string to_string(Bytes bytes);
std::string to_string(BitsPerSecond rate);
std::string to_string(Duration duration);
std::string to_string(Fraction fraction);
std::string to_string(Watts power);
std::string to_string(PerSecond frequency);
std::string to_string(Packets packets);
std::string to_string(Metres length);

}  // namespace tiersim
