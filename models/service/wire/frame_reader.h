#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/service/wire/message.h"

namespace tiersim::service {

/// Decodes the frames that arrive on a connection (frame_layout.h), from pieces of any size. A
/// frame is the encoded form of one message. Filler, which only enlarges a frame, is not stored.
class FrameReader {
 public:
  FrameReader();

  /// Reads from the `size` bytes at `bytes` until the current frame is complete or all bytes are
  /// read. Returns the number of bytes that it read. Must not be called while complete() is true:
  /// call take() first. Throws ProtocolError if the bytes break a rule of the protocol. The reader
  /// must not be used afterwards.
  std::size_t consume(const std::uint8_t* bytes, std::size_t size);

  /// Whether at least one byte of the current frame has been read.
  bool is_inside() const { return frame_bytes_ > 0; }
  /// Whether the current frame has been read to its end.
  bool complete() const { return part_ == Part::done; }

  /// Returns the message of the current frame, which must be complete. Its `wire_bytes` are the
  /// size of the frame. The reader then begins the next frame.
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
  std::vector<std::uint8_t> buffer_;  ///< bytes of the current part, except content
  std::uint64_t wanted_{0};           ///< bytes of the current part that are still missing
  std::uint64_t frame_bytes_{0};      ///< bytes of the current frame that have been read
  std::size_t stops_{0}, stamps_{0};
  std::uint64_t content_{0}, filler_{0};
  WireMessage message_;
};

}  // namespace tiersim::service
