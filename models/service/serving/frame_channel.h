#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tiersim::service {

/// Sends and receives byte strings without blocking, between this process and another process of
/// the same host, over a connected Unix socket. On the socket, each byte string is a frame: its
/// length in four bytes, little endian, and then its bytes. All calls must be made in the thread of
/// the io_context, and events come in that thread. No event comes after close() or after the object
/// is destroyed.
class FrameChannel {
 public:
  struct Events {
    std::function<void(std::vector<std::uint8_t>&& bytes)> received;  ///< a byte string arrived
    /// Called when the other end has closed the socket, when reading or writing has failed, or when
    /// the other end has announced a byte string of more than 1 GiB. The channel is then closed.
    std::function<void()> ended;
  };

  /// Begins to receive from the connected socket `descriptor` and calls `events`. The channel owns
  /// the socket from now on and closes it.
  FrameChannel(boost::asio::io_context& context, int descriptor, Events events);
  ~FrameChannel();
  FrameChannel(const FrameChannel&) = delete;
  FrameChannel& operator=(const FrameChannel&) = delete;

  /// Sends a byte string after those that wait to be sent. Does nothing if the channel is closed.
  void send(const std::vector<std::uint8_t>& bytes);
  /// Sends `frame` after the byte strings that wait to be sent, and adds nothing to it: it already
  /// begins with its length, because to_frame() (sim/base/frame.h) made it. Does nothing if the
  /// channel is closed.
  void send_frame(const std::string& frame);
  /// Closes the socket. Byte strings that wait to be sent are not sent. No event comes afterwards.
  void close();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace tiersim::service
