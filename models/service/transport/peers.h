#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "models/service/transport/connection.h"

namespace tiersim::service {

/// All TCP connections of one endpoint to other endpoints. A connection belongs to one client, or
/// to one request (ConnectionKey). Between two endpoints, each client or request has at most one
/// connection. It carries messages in both directions, whichever endpoint opened it. If one open
/// connection of a client or request closes, this endpoint closes all connections of that client or
/// request.
///
/// If a peer breaks the protocol, stalls or does not read, this endpoint closes the connection to
/// it and continues. All calls must be made in the thread of the io_context, and events come in
/// that thread.
class Peers {
 public:
  struct Events {
    /// Called with a message for this endpoint when the whole message has arrived. The first stop
    /// of its route is this endpoint. The last record of its stamps has the times of its arrival.
    /// `account` counts its memory. The function may throw ProtocolError to close the connection.
    std::function<void(WireMessage&& message, Account&& account)> received;
    /// Called with a message that was not sent, because no connection to its next stop could be
    /// opened. `problem` says why.
    std::function<void(WireMessage&& message, Account&& account, const std::string& problem)>
        unsent;
    /// Called when an open connection of the client or request `key` has closed without a call of
    /// close() or stop(), or when its peer replaces it. All other connections of `key` at this
    /// endpoint are closed, too. `problem` says why.
    std::function<void(const ConnectionKey& key, const std::string& problem)> lost;
  };

  /// Begins to listen if PeerOptions::listen is set. Throws UserError if it cannot listen on that
  /// address, or if the kernel lacks the congestion control. If PeerOptions::listen is not set,
  /// nothing is checked.
  Peers(boost::asio::io_context& context, const PeerOptions& options, Events events);
  ~Peers();
  Peers(const Peers&) = delete;
  Peers& operator=(const Peers&) = delete;

  /// The address and port on which this endpoint listens. Both are 0 if it does not listen.
  Address address() const { return address_; }

  /// Sends a message to the first stop of its route, and opens a connection to it if there is none.
  /// Messages over the same connection are sent in the order of these calls. The last record of the
  /// message's stamps gets the times of sending. `account` is the account of the received message
  /// that this message continues. Does nothing if that account is not open, or after stop().
  void send(WireMessage&& message, Account&& account = {});

  /// Closes all connections of the client or request `key` at this endpoint. Events::lost is not
  /// called.
  void close(const ConnectionKey& key);
  /// Closes all connections and stops listening. No event comes afterwards.
  void stop();

  /// The number of connections at this endpoint that are open or being opened.
  std::size_t connection_count() const { return connections_.size() + strangers_.size(); }

 private:
  /// The client or request that owns a connection, and the number of the endpoint at its other end.
  using Name = std::pair<ConnectionKey, std::uint16_t>;

  void listen(const Address& address);
  void accept();
  void accepted(boost::asio::ip::tcp::socket socket);
  void received(const Connection::Pointer& from, WireMessage&& message, Account&& account);
  void closed(const Connection::Pointer& which, const std::string& problem, bool was_open);
  bool introduce(const Connection::Pointer& connection, const Name& name);
  void check_times();

  boost::asio::io_context& context_;
  const PeerOptions options_;
  const Events events_;
  Connection::Events connection_events_;
  std::vector<std::uint8_t> scratch_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer clock_, accept_again_;
  Address address_;
  std::map<Name, Connection::Pointer> connections_;
  std::map<Connection*, Name> names_;
  /// Accepted connections that have brought no message yet.
  std::set<Connection::Pointer> strangers_;
  bool stopped_{false};
};

}  // namespace tiersim::service
