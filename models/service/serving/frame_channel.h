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

/// Byte strings between two processes of one host, over a connected Unix socket. Each has its
/// length before it, as in sim/base/frame.h. All calls and events happen in the thread of the
/// io_context. No event comes after close() or after the object is destroyed.
class FrameChannel {
 public:
  struct Events {
    std::function<void(std::vector<std::uint8_t>&& bytes)> received;
    std::function<void()> ended;  ///< the other end closed, or sent an impossible length
  };

  /// Takes over the descriptor.
  FrameChannel(boost::asio::io_context& context, int descriptor, Events events);
  ~FrameChannel();
  FrameChannel(const FrameChannel&) = delete;
  FrameChannel& operator=(const FrameChannel&) = delete;

  void send(const std::vector<std::uint8_t>& bytes);
  /// Sends a frame that to_frame() made.
  void send_frame(const std::string& frame);
  void close();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace tiersim::service
