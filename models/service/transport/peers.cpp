#include "models/service/transport/peers.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>

#include "models/service/wire/frame_layout.h"
#include "sim/base/error.h"
#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kScratch = 256 << 10;
constexpr std::chrono::milliseconds kAcceptPause{50};  // after a failure, e.g. too many files
constexpr std::chrono::milliseconds kShortestCheck{5}, kLongestCheck{5000};

}  // namespace

Peers::Peers(asio::io_context& context, const PeerOptions& options, Events events)
    : context_(context),
      options_(options),
      events_(std::move(events)),
      scratch_(kScratch),
      acceptor_(context),
      clock_(context),
      accept_again_(context) {
  connection_events_ = {
      [this](const Connection::Pointer& from, WireMessage&& message, Account&& account) {
        received(from, std::move(message), std::move(account));
      },
      [this](const Connection::Pointer& which, const std::string& problem, bool was_open) {
        closed(which, problem, was_open);
      },
      [this](WireMessage&& message, Account&& account, const std::string& problem) {
        events_.unsent(std::move(message), std::move(account), problem);
      }};
  if (options_.listen) listen(*options_.listen);
  check_times();
}

Peers::~Peers() { stop(); }

void Peers::listen(const Address& address) {
  const asio::ip::tcp::endpoint endpoint(asio::ip::address_v4(address.ip), address.port);
  error_code error;
  acceptor_.open(endpoint.protocol(), error);
  if (!error) {
    const int handle = acceptor_.native_handle();
    fcntl(handle, F_SETFD, FD_CLOEXEC);
    if (!options_.congestion_control.empty() &&
        setsockopt(handle, IPPROTO_TCP, TCP_CONGESTION, options_.congestion_control.data(),
                   options_.congestion_control.size()) != 0)
      throw UserError(fmt::format("this kernel has no congestion control \"{}\" (choose another)",
                                  options_.congestion_control));
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    acceptor_.bind(endpoint, error);
  }
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    throw UserError(fmt::format("cannot listen on {}: {} (choose another address)",
                                to_string(address), error.message()));
  address_ = {address.ip, acceptor_.local_endpoint(error).port()};
  accept();
}

void Peers::accept() {
  acceptor_.async_accept([this](const error_code& error, asio::ip::tcp::socket socket) {
    if (error == asio::error::operation_aborted || stopped_) return;
    if (!error) {
      accepted(std::move(socket));
      return accept();
    }
    accept_again_.expires_after(kAcceptPause);
    accept_again_.async_wait([this](const error_code& cancelled) {
      if (!cancelled && !stopped_) accept();
    });
  });
}

void Peers::accepted(asio::ip::tcp::socket socket) {
  if (connection_count() >= options_.most_connections) return;  // closes the socket
  const auto connection =
      std::make_shared<Connection>(std::move(socket), options_, scratch_, connection_events_);
  strangers_.insert(connection);
  connection->accept();
}

void Peers::send(WireMessage&& message, Account&& account) {
  if (stopped_ || !account.is_open()) return;
  message.sender = options_.endpoint;
  Stamps& stamps = message.stamps.back();
  if (stamps.sending == 0) stamps.sending = monotonic_now();
  const RouteStop& next = message.route.front();
  const Name name{key_of(message), next.endpoint};
  Connection::Pointer& connection = connections_[name];
  if (!connection) {
    connection = std::make_shared<Connection>(asio::ip::tcp::socket(context_), options_, scratch_,
                                              connection_events_);
    names_[connection.get()] = name;
    connection->connect(next.address);
  }
  const Connection::Pointer to = connection;
  to->send(std::move(message), std::move(account));
}

void Peers::received(const Connection::Pointer& from, WireMessage&& message, Account&& account) {
  if (message.route.front().endpoint != options_.endpoint)
    throw ProtocolError("the message is for another endpoint");
  if (message.stamps.size() > kMostStamps) throw ProtocolError("the message has too many stamps");
  const Name name{key_of(message), message.sender};
  const auto known = names_.find(from.get());
  if (known == names_.end()) {
    if (!introduce(from, name)) return;
  } else if (known->second != name) {
    throw ProtocolError("the connection belongs to another client or endpoint");
  }
  events_.received(std::move(message), std::move(account));
}

/// Registers an accepted connection under the name that its first message gives. It replaces an
/// older one: the peer has closed that, and the news may be late.
bool Peers::introduce(const Connection::Pointer& connection, const Name& name) {
  strangers_.erase(connection);
  if (const auto old = connections_.find(name); old != connections_.end()) {
    events_.lost(name.first, "the peer opened a new connection");
    close(name.first);
  }
  if (!connection->is_open()) return false;
  connections_[name] = connection;
  names_[connection.get()] = name;
  return true;
}

void Peers::closed(const Connection::Pointer& which, const std::string& problem, bool was_open) {
  if (strangers_.erase(which) > 0) return;
  const auto found = names_.find(which.get());
  if (found == names_.end()) return;
  const ConnectionKey key = found->second.first;
  connections_.erase(found->second);
  names_.erase(found);
  if (!was_open) return;
  close(key);
  events_.lost(key, problem);
}

void Peers::close(const ConnectionKey& key) {
  for (auto at = connections_.lower_bound({key, 0});
       at != connections_.end() && at->first.first == key;) {
    const Connection::Pointer connection = at->second;
    names_.erase(connection.get());
    at = connections_.erase(at);
    connection->close();
  }
}

void Peers::stop() {
  if (stopped_) return;
  stopped_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  clock_.cancel();
  accept_again_.cancel();
  for (const auto& stranger : strangers_) stranger->close();
  for (const auto& [name, connection] : connections_) connection->close();
  strangers_.clear();
  connections_.clear();
  names_.clear();
}

void Peers::check_times() {
  const auto often =
      std::clamp(std::min(options_.stall, options_.idle) / 4, kShortestCheck, kLongestCheck);
  clock_.expires_after(often);
  clock_.async_wait([this](const error_code& cancelled) {
    if (cancelled || stopped_) return;
    const std::int64_t now = monotonic_now();
    std::vector<Connection::Pointer> all(strangers_.begin(), strangers_.end());
    for (const auto& [name, connection] : connections_) all.push_back(connection);
    for (const auto& connection : all) connection->check_time(now);
    if (!stopped_) check_times();
  });
}

}  // namespace tiersim::service
