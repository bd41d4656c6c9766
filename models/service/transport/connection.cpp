#include "models/service/transport/connection.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "models/service/wire/frame_writer.h"
#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::uint64_t kChunk = 64 << 10;  // bytes of one write
constexpr int kTurns = 8;                   // reads or writes before other connections get a turn
constexpr std::size_t kRecordBytes = 1024;  // memory of a message without its content, about

constexpr std::array<std::uint8_t, kChunk> kFiller{};

void set_option(int socket, int level, int name, int value) {
  setsockopt(socket, level, name, &value, sizeof value);
}

/// What a message sends at once is not held back for more. A host that is gone is noticed.
void prepare(asio::ip::tcp::socket& socket) {
  const int handle = socket.native_handle();
  fcntl(handle, F_SETFD, FD_CLOEXEC);
  set_option(handle, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(handle, SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(handle, IPPROTO_TCP, TCP_KEEPIDLE, 60);
  set_option(handle, IPPROTO_TCP, TCP_KEEPINTVL, 10);
  error_code ignored;
  socket.non_blocking(true, ignored);
}

bool would_block(const error_code& error) {
  return error == asio::error::would_block || error == asio::error::try_again ||
         error == asio::error::interrupted;
}

/// The part of `bytes` that lies in the window of a frame from `begin` to `end`. `at` is where
/// `bytes` begin in the frame.
asio::const_buffer window(const std::vector<std::uint8_t>& bytes, std::uint64_t at,
                          std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t from = std::max(at, begin), to = std::min(at + bytes.size(), end);
  return from < to ? asio::const_buffer(bytes.data() + (from - at), to - from)
                   : asio::const_buffer();
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, const PeerOptions& options,
                       std::vector<std::uint8_t>& scratch, const Events& events)
    : socket_(std::move(socket)),
      options_(options),
      scratch_(scratch),
      events_(events),
      opened_at_(monotonic_now()),
      read_at_(opened_at_),
      wrote_at_(opened_at_) {}

void Connection::accept() {
  prepare(socket_);
  opened();
}

void Connection::connect(const Address& address) {
  error_code error;
  socket_.open(asio::ip::tcp::v4(), error);
  if (error) {
    asio::post(socket_.get_executor(),
               [self = shared_from_this(), error] { self->fail(error.message()); });
    return;
  }
  prepare(socket_);
  if (!options_.congestion_control.empty())
    setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_CONGESTION,
               options_.congestion_control.data(), options_.congestion_control.size());
  socket_.async_connect({asio::ip::address_v4(address.ip), address.port},
                        [self = shared_from_this()](const error_code& problem) {
                          if (self->state_ != State::connecting) return;
                          if (problem) return self->fail(problem.message());
                          self->opened();
                        });
}

void Connection::opened() {
  state_ = State::open;
  opened_at_ = read_at_ = wrote_at_ = monotonic_now();
  await_read();
  write();
}

void Connection::send(WireMessage&& message, Account&& account) {
  if (!is_open()) return;
  if (outgoing_.empty()) wrote_at_ = monotonic_now();
  Outgoing next;
  next.message = std::move(message);
  next.account = std::move(account);
  outgoing_.push_back(std::move(next));
  write();
}

void Connection::close() {
  if (!is_open()) return;
  state_ = State::closed;
  error_code ignored;
  socket_.close(ignored);
  // The accounts of messages that were not sent refer to connections, this one among them.
  const std::deque<Outgoing> given_up = std::move(outgoing_);
  outgoing_.clear();
}

void Connection::fail(const std::string& problem) {
  if (!is_open()) return;
  const Pointer self = shared_from_this();
  const bool was_open = state_ == State::open;
  std::deque<Outgoing> unsent;
  if (!was_open) unsent.swap(outgoing_);
  close();
  events_.closed(self, problem, was_open);
  for (Outgoing& message : unsent)
    events_.unsent(std::move(message.message), std::move(message.account), problem);
}

void Connection::check_time(std::int64_t now) {
  const auto past = [now](std::int64_t since, std::chrono::milliseconds limit) {
    return now - since >= std::chrono::nanoseconds(limit).count();
  };
  const bool reads = reader_.is_inside() && reading_;
  if (state_ == State::connecting) {
    if (past(opened_at_, options_.stall)) fail("no answer to the connection");
  } else if (state_ == State::open) {
    if (!outgoing_.empty() && past(wrote_at_, options_.stall))
      return fail("the peer does not read");
    if ((reads || !greeted_) && outgoing_.empty() && past(read_at_, options_.stall))
      return fail("the peer stopped in a message, or before its first");
    if (past(std::max(read_at_, wrote_at_), options_.idle)) fail("idle for too long");
  }
}

void Connection::release(std::size_t bytes) {
  stored_ -= bytes;
  if (state_ == State::open && !reading_ && stored_ <= options_.most_stored) {
    read_at_ = monotonic_now();
    await_read();
  }
}

void Connection::await_read() {
  if (reading_ || state_ != State::open || stored_ > options_.most_stored) return;
  reading_ = true;
  socket_.async_wait(asio::ip::tcp::socket::wait_read,
                     [self = shared_from_this()](const error_code& error) {
                       self->reading_ = false;
                       if (error || !self->is_open()) return;
                       self->read();
                     });
}

void Connection::read() {
  for (int turn = 0; turn < kTurns && is_open() && stored_ <= options_.most_stored; ++turn) {
    error_code error;
    const std::size_t size = socket_.read_some(asio::buffer(scratch_), error);
    if (would_block(error)) break;
    if (error == asio::error::eof)
      return fail(reader_.is_inside() ? "the peer closed in a message" : "the peer closed");
    if (error) return fail(error.message());
    if (!take(size)) return;
    if (size < scratch_.size()) break;
  }
  await_read();
}

/// Takes `size` bytes from the scratch buffer. Returns false if the connection has closed.
bool Connection::take(std::size_t size) {
  const Pointer self = shared_from_this();
  read_at_ = monotonic_now();
  try {
    for (std::size_t done = 0; done < size;) {
      if (!reader_.is_inside()) frame_began_ = read_at_;
      done += reader_.consume(scratch_.data() + done, size - done);
      if (!reader_.complete()) break;
      WireMessage message = reader_.take();
      Stamps stamps;
      stamps.endpoint = options_.endpoint;
      stamps.received_first = frame_began_;
      stamps.received_all = monotonic_now();
      message.stamps.push_back(stamps);
      greeted_ = true;
      Account account(self, message.content.size() + kRecordBytes);
      events_.received(self, std::move(message), std::move(account));
      if (!is_open()) return false;
    }
  } catch (const ProtocolError& problem) {
    fail(problem.what());
    return false;
  }
  return true;
}

void Connection::write() {
  if (writing_ || state_ != State::open) return;
  const Pointer self = shared_from_this();
  for (int turn = 0; turn < kTurns && !outgoing_.empty(); ++turn) {
    if (!write_some(outgoing_.front())) return;
    if (!outgoing_.empty() && outgoing_.front().total > 0 &&
        outgoing_.front().done == outgoing_.front().total) {
      const Outgoing sent = std::move(outgoing_.front());
      outgoing_.pop_front();
      greeted_ = true;
    }
  }
  if (!outgoing_.empty()) await_write();
}

void Connection::await_write() {
  writing_ = true;
  socket_.async_wait(asio::ip::tcp::socket::wait_write,
                     [self = shared_from_this()](const error_code& error) {
                       self->writing_ = false;
                       if (error || !self->is_open()) return;
                       self->write();
                     });
}

/// Writes the next part of a message. Returns false if the socket takes no more now, or failed.
bool Connection::write_some(Outgoing& next) {
  Stamps& stamps = next.message.stamps.back();
  if (next.total == 0) {
    stamps.connected = std::max(opened_at_, stamps.sending);
    next.filler = filler_bytes(next.message);
    try {
      next.head = frame_head(next.message);
    } catch (const ProtocolError& problem) {
      fail(problem.what());
      return false;
    }
    next.total = least_bytes(next.message) + next.filler;
    stamps.sent_first = monotonic_now();
  }
  const std::uint64_t content_at = next.head.size(),
                      filler_at = content_at + next.message.content.size(),
                      tail_at = filler_at + next.filler;
  const std::uint64_t begin = next.done, end = std::min(begin + kChunk, next.total);
  if (end > tail_at && next.tail.empty()) {
    stamps.sent_last = monotonic_now();
    next.tail = frame_tail(next.message);
  }
  const std::uint64_t filler_begin = std::max(filler_at, begin),
                      filler_end = std::min(tail_at, end);
  const std::array<asio::const_buffer, 4> parts{
      window(next.head, 0, begin, end), window(next.message.content, content_at, begin, end),
      filler_begin < filler_end ? asio::const_buffer(kFiller.data(), filler_end - filler_begin)
                                : asio::const_buffer(),
      window(next.tail, tail_at, begin, end)};
  error_code error;
  const std::size_t size = socket_.write_some(parts, error);
  if (would_block(error)) {
    await_write();
    return false;
  }
  if (error) {
    fail(error.message());
    return false;
  }
  wrote_at_ = monotonic_now();
  next.done += size;
  return true;
}

}  // namespace tiersim::service
