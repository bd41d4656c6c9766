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

/// One TCP connection that carries messages both ways, each way in the order of sending. All calls
/// and all events happen in the thread of its io_context.
///
/// It stamps each message that it sends in the message's last record (Stamps::connected,
/// sent_first, sent_last), and adds a record with received_first and received_all to each message
/// that it receives.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Pointer = std::shared_ptr<Connection>;
  struct Events {
    /// A whole message has arrived.
    std::function<void(const Pointer& from, WireMessage&& message, Account&& account)> received;
    /// The other end closed, broke the protocol or was silent. `was_open` is false if the
    /// connection could not be opened. Does not come after close().
    std::function<void(const Pointer& which, const std::string& problem, bool was_open)> closed;
    /// The connection could not be opened, so this message was not sent. Comes after `closed`.
    std::function<void(WireMessage&& message, Account&& account, const std::string& problem)>
        unsent;
  };

  /// `scratch` is shared by the connections of a process and must outlive them.
  Connection(boost::asio::ip::tcp::socket socket, const PeerOptions& options,
             std::vector<std::uint8_t>& scratch, const Events& events);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Begins with an accepted socket.
  void accept();
  /// Opens a connection.
  void connect(const Address& address);
  void send(WireMessage&& message, Account&& account);
  /// Gives up what was not sent. No event comes after it.
  void close();

  bool is_open() const { return state_ != State::closed; }
  /// Closes the connection if its time is up (PeerOptions). `now`: monotonic_now().
  void check_time(std::int64_t now);

  /// Of Account alone.
  void store(std::size_t bytes) { stored_ += bytes; }
  void release(std::size_t bytes);

 private:
  enum class State { connecting, open, closed };
  struct Outgoing {
    WireMessage message;
    Account account;
    std::vector<std::uint8_t> head, tail;  ///< of the frame; the tail is made last
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
  bool reading_{false}, writing_{false};  ///< waits for the socket
  bool greeted_{false};                   ///< a message has passed
  std::size_t stored_{0};
  std::int64_t opened_at_{0}, frame_began_{0}, read_at_{0}, wrote_at_{0};
};

}  // namespace tiersim::service
