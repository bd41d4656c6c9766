#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/service/wire/message.h"

namespace tiersim::service {

/// Reads the frames of a connection, from pieces of any size. It keeps no filler, so a frame takes
/// as much memory as its content.
class FrameReader {
 public:
  FrameReader();

  /// Reads bytes until the end of the frame or of the bytes. Returns how many bytes it read. Throws
  /// ProtocolError if the bytes are no frame; the reader is then useless. Must not be called while
  /// complete().
  std::size_t consume(const std::uint8_t* bytes, std::size_t size);

  /// Whether a part of a frame has been read.
  bool is_inside() const { return frame_bytes_ > 0; }
  bool complete() const { return part_ == Part::done; }

  /// The message of a complete frame, with `wire_bytes` as read. The reader is then ready for the
  /// next frame.
  WireMessage take();

 private:
  enum class Part { header, stops, content, filler, stamps, done };
  void begin(Part part);
  void end_part();
  void read_header();
  void read_stops();
  void read_stamps();
  std::vector<std::uint8_t>& buffer() {
    return part_ == Part::content ? message_.content : buffer_;
  }

  Part part_{Part::header};
  std::vector<std::uint8_t> buffer_;  ///< of the part that is being read
  std::uint64_t wanted_{0};           ///< bytes of this part that are still missing
  std::uint64_t frame_bytes_{0};      ///< read of this frame so far
  std::size_t stops_{0}, stamps_{0};
  std::uint64_t content_{0}, filler_{0};
  WireMessage message_;
};

}  // namespace tiersim::service
