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

/// A data rate in bits per second; 1 Mbps is 1e6 bit/s.
struct BitsPerSecond {
  double value{0};
  friend bool operator==(BitsPerSecond a, BitsPerSecond b) { return a.value == b.value; }
};

/// A ratio: the value 1 is 100 %. Users write it in per cent. For example CPU seconds per wall
/// second and core, or the probability that a packet is lost.
struct Fraction {
  double value{0};
  friend bool operator==(Fraction a, Fraction b) { return a.value == b.value; }
};

/// Electric power in watts.
struct Watts {
  double value{0};
  friend bool operator==(Watts a, Watts b) { return a.value == b.value; }
};

/// Energy in joules.
struct Joules {
  double value{0};
  friend bool operator==(Joules a, Joules b) { return a.value == b.value; }
};

/// A frequency in events per second.
struct PerSecond {
  double value{0};
  friend bool operator==(PerSecond a, PerSecond b) { return a.value == b.value; }
};

/// A number of packets. It is not always whole, because it may be a mean.
struct Packets {
  double value{0};
  friend bool operator==(Packets a, Packets b) { return a.value == b.value; }
};

/// A distance in metres.
struct Metres {
  double value{0};
  friend bool operator==(Metres a, Metres b) { return a.value == b.value; }
};

/// A duration in whole nanoseconds: of simulated time, of the real time of an emulation, or from a
/// study. The measured time of a computation has the type MeasuredTime.
using Duration = std::chrono::nanoseconds;

/// Each of the next functions parses a quantity as a user writes it: a number, optional spaces and
/// a unit, such as "200 Mbps", "1.5 MB" or "25 %". The comment after each declaration lists the
/// units. Each function throws UserError with the text `"<text>" <problem> (<remedy>)` if the
/// number or the unit is missing or unknown, if the quantity is negative or above 9e15 (B, bps, ns
/// and so on), or if a size is not a whole number of bytes. A duration is rounded to whole
/// nanoseconds.
Bytes parse_bytes(std::string_view text);              // units: B, kB, MB, GB, KiB, MiB, GiB
BitsPerSecond parse_bandwidth(std::string_view text);  // units: bps, kbps, Mbps, Gbps
Duration parse_duration(std::string_view text);        // units: ns, us, ms, s
Fraction parse_fraction(std::string_view text);        // unit: %
Watts parse_power(std::string_view text);              // units: mW, W
Joules parse_energy(std::string_view text);            // units: mJ, J
PerSecond parse_frequency(std::string_view text);      // units: /s, /min, /h
Packets parse_packets(std::string_view text);          // units: packets, packet
Metres parse_length(std::string_view text);            // unit: m

/// Each function to_string() returns a quantity as a number and a unit, such as "1.5 MB". Bytes,
/// rates, durations, powers and energies have the largest decimal unit in which the number is at
/// least 1. The function parse_*() of the same type reads this text back as the same value, except
/// for rounding errors of floating-point numbers. A Fraction is rounded to ten significant digits.
std::string to_string(Bytes bytes);
std::string to_string(BitsPerSecond rate);
std::string to_string(Duration duration);
std::string to_string(Fraction fraction);
std::string to_string(Watts power);
std::string to_string(Joules energy);
std::string to_string(PerSecond frequency);
std::string to_string(Packets packets);
std::string to_string(Metres length);

}  // namespace tiersim
