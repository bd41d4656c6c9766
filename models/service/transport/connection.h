#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "models/service/transport/account.h"
#include "models/service/transport/peer_options.h"
#include "models/service/wire/frame_reader.h"
#include "models/service/wire/message.h"

namespace tiersim::service {

/// One TCP connection between two endpoints. It carries messages in both directions, and in each
/// direction they arrive in the order of sending. All calls must be made in the thread of its
/// io_context, and events come in that thread.
///
/// It writes the times of sending into the last record of WireMessage::stamps of each message that
/// it sends: Stamps::connected, sent_first and sent_last. To each message that it receives, it adds
/// a record with received_first and received_all.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Pointer = std::shared_ptr<Connection>;
  struct Events {
    /// Called when a whole message has arrived over the connection `from`. `account` counts the
    /// memory of the message: keep both together. The function may throw ProtocolError to close the
    /// connection.
    std::function<void(const Pointer& from, WireMessage&& message, Account&& account)> received;
    /// Called when the connection `which` has closed without a call of close(): the other end
    /// closed it, broke the protocol or was silent for too long, or the network failed. `problem`
    /// says why. `was_open` is false if the connection could not be opened.
    std::function<void(const Pointer& which, const std::string& problem, bool was_open)> closed;
    /// Called with a message that was not sent because the connection could not be opened.
    /// `problem` says why. The event comes once for each such message, after `closed`. Messages
    /// that wait when an open connection closes are lost without this event.
    std::function<void(WireMessage&& message, Account&& account, const std::string& problem)>
        unsent;
  };

  /// Makes a connection over `socket` that does nothing yet: call either accept() or connect()
  /// afterwards. `scratch` is a buffer for reading, which all connections of an endpoint may share.
  /// `options`, `scratch` and `events` must outlive the connection.
  Connection(boost::asio::ip::tcp::socket socket, const PeerOptions& options,
             std::vector<std::uint8_t>& scratch, const Events& events);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Begins to send and receive. The socket must be one that a listening socket accepted.
  void accept();
  /// Begins to open the connection to `address`. The socket given to the constructor must not be
  /// open. If the connection cannot be opened, Events::closed is called later.
  void connect(const Address& address);
  /// Sends a message after those that wait to be sent, as soon as the connection is open. Keeps
  /// `account` until the message is sent. Does nothing if the connection is closed.
  void send(WireMessage&& message, Account&& account);
  /// Closes the connection. Messages that wait to be sent are not sent. No event comes afterwards.
  void close();

  /// Whether the connection has not closed. It is true also before the connection is established.
  bool is_open() const { return state_ != State::closed; }
  /// Closes the connection and calls Events::closed if a time limit of PeerOptions (`stall` or
  /// `idle`) has passed. `now` is the time of monotonic_now().
  void check_time(std::int64_t now);

  /// Adds `bytes` to the memory that its messages need. Only Account may call it.
  void store(std::size_t bytes) { stored_ += bytes; }
  /// Subtracts `bytes` from the memory that its messages need. If the connection had stopped
  /// reading because of PeerOptions::most_stored, it may then continue. Only Account may call it.
  void release(std::size_t bytes);

 private:
  enum class State { connecting, open, closed };
  struct Outgoing {
    WireMessage message;
    Account account;
    /// First and last bytes of the frame (frame_head(), frame_tail()). The tail is made when it is
    /// sent.
    std::vector<std::uint8_t> head, tail;
    std::uint64_t filler{0}, total{0}, done{0};
  };

  void opened();
  void await_read();
  void read();
  bool take(std::size_t size);
  void write();
  void await_write();
  bool write_some(Outgoing& next);
  void fail(const std::string& problem);

  boost::asio::ip::tcp::socket socket_;
  const PeerOptions& options_;
  std::vector<std::uint8_t>& scratch_;
  const Events& events_;
  State state_{State::connecting};
  FrameReader reader_;
  std::deque<Outgoing> outgoing_;
  /// Whether the connection waits until the socket can be read (`reading_`) or written
  /// (`writing_`).
  bool reading_{false}, writing_{false};
  bool greeted_{false};  ///< whether a whole message was received or sent
  std::size_t stored_{0};
  std::int64_t opened_at_{0}, frame_began_{0}, read_at_{0}, wrote_at_{0};
};

}  // namespace tiersim::service
