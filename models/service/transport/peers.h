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

/// The connections of an endpoint. Each client, or each request with connections of its own, has
/// one connection between two endpoints. It carries messages both ways, whichever end opened it.
/// If one connection of a client closes, this endpoint closes all connections of that client.
///
/// A peer that breaks the protocol, stalls or does not read loses its connection. Nothing else
/// happens. All calls and all events happen in the thread of the io_context.
class Peers {
 public:
  struct Events {
    /// A message has arrived whose first stop is this endpoint. The stop is still in the route. The
    /// message's last record has the times of its arrival.
    std::function<void(WireMessage&& message, Account&& account)> received;
    /// No connection could be opened for this message.
    std::function<void(WireMessage&& message, Account&& account, const std::string& problem)>
        unsent;
    /// A connection of this client or request was closed by its peer, or broke.
    std::function<void(const ConnectionKey& key, const std::string& problem)> lost;
  };

  /// Throws UserError if it cannot listen on the address of the options.
  Peers(boost::asio::io_context& context, const PeerOptions& options, Events events);
  ~Peers();
  Peers(const Peers&) = delete;
  Peers& operator=(const Peers&) = delete;

  /// Where this endpoint listens; port 0 if it does not.
  Address address() const { return address_; }

  /// Sends a message to the first stop of its route, after the messages of the same client that go
  /// there too. The message's last record gets the times of sending. Does nothing if the connection
  /// that brought the message has closed.
  void send(WireMessage&& message, Account&& account = {});

  /// Closes the connections of a client or request.
  void close(const ConnectionKey& key);
  /// Closes everything. No event comes after it.
  void stop();

  std::size_t connection_count() const { return connections_.size() + strangers_.size(); }

 private:
  using Name = std::pair<ConnectionKey, std::uint16_t>;  ///< whose, and to which endpoint

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
  std::set<Connection::Pointer> strangers_;  ///< accepted, without a message yet
  bool stopped_{false};
};

}  // namespace tiersim::service
