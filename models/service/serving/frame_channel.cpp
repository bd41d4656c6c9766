#include "models/service/serving/frame_channel.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "models/service/wire/byte_order.h"

namespace tiersim::service {

namespace asio = boost::asio;
using boost::system::error_code;

/// Lives until the last pending operation has ended.
struct FrameChannel::State : std::enable_shared_from_this<FrameChannel::State> {
  State(asio::io_context& context, int descriptor, Events given)
      : socket(context, asio::local::stream_protocol(), descriptor), events(std::move(given)) {}

  void read() {
    asio::async_read(
        socket, asio::buffer(length),
        [self = shared_from_this()](const error_code& error, std::size_t) {
          if (self->closed) return;
          const auto size =
              ByteReader(self->length.data(), self->length.size()).take<std::uint32_t>();
          if (error || size > kLargest) return self->end();
          self->content.resize(size);
          self->read_content();
        });
  }

  void read_content() {
    asio::async_read(socket, asio::buffer(content),
                     [self = shared_from_this()](const error_code& error, std::size_t) {
                       if (self->closed) return;
                       if (error) return self->end();
                       self->events.received(std::move(self->content));
                       self->content = {};
                       if (!self->closed) self->read();
                     });
  }

  void write() {
    asio::async_write(socket, asio::buffer(outgoing.front()),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                        if (self->closed) return;
                        if (error) return self->end();
                        self->outgoing.pop_front();
                        if (!self->outgoing.empty()) self->write();
                      });
  }

  void send(std::vector<std::uint8_t>&& bytes) {
    if (closed) return;
    outgoing.push_back(std::move(bytes));
    if (outgoing.size() == 1) write();
  }

  void close() {
    closed = true;
    error_code ignored;
    socket.close(ignored);
  }

  void end() {
    const auto self = shared_from_this();
    close();
    events.ended();
  }

  static constexpr std::uint32_t kLargest = 1u << 30;
  asio::local::stream_protocol::socket socket;
  Events events;
  std::array<std::uint8_t, 4> length{};
  std::vector<std::uint8_t> content;
  std::deque<std::vector<std::uint8_t>> outgoing;
  bool closed{false};
};

FrameChannel::FrameChannel(asio::io_context& context, int descriptor, Events events)
    : state_(std::make_shared<State>(context, descriptor, std::move(events))) {
  state_->read();
}

FrameChannel::~FrameChannel() { close(); }

void FrameChannel::send(const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> frame;
  frame.reserve(4 + bytes.size());
  ByteWriter(frame).put(static_cast<std::uint32_t>(bytes.size())).put(bytes);
  state_->send(std::move(frame));
}

void FrameChannel::send_frame(const std::string& frame) {
  state_->send({frame.begin(), frame.end()});
}

void FrameChannel::close() {
  if (!state_->closed) state_->close();
}

}  // namespace tiersim::service
