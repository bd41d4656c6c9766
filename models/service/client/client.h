#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

#include "models/service/client/request_order.h"
#include "models/service/transport/peers.h"

namespace tiersim::service {

/// Sends requests to tier services and takes their answers. Any number of requests may be under
/// way. All calls and all reports happen in the thread of the io_context, so a closed loop sends
/// its next request from its report, and an open loop sends from timers of the same io_context.
class Client {
 public:
  using Done = std::function<void(RequestReport&& report)>;

  /// Listens on `options.listen`, where tiers reach it that it has no connection to. Throws
  /// UserError if it cannot.
  Client(boost::asio::io_context& context, const PeerOptions& options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Where tiers reach this client: the address of the last stop of its routes.
  Address address() const { return peers_.address(); }

  /// Sends a request and returns its number. `done` runs once, never inside this call. Not after
  /// stop(). Throws std::invalid_argument for a route that does not end at this client.
  std::uint64_t send(const RequestOrder& order, Done done);

  std::size_t in_flight() const { return waiting_.size(); }

  /// Closes the connections of a client. Its requests that are under way end as `reset`.
  void close(std::uint32_t client);
  /// Closes all connections. Requests under way are not reported.
  void stop();

 private:
  struct Waiting {
    RequestOrder order;
    Stamps sent;
    Done done;
    std::unique_ptr<boost::asio::steady_timer> timer;
  };

  void received(WireMessage&& message);
  void end(std::uint64_t request, RequestReport&& report);
  void end_all(const ConnectionKey& key, const std::string& problem);
  void await_timeout(std::uint64_t request, Waiting& waiting);

  boost::asio::io_context& context_;
  Peers peers_;
  std::unordered_map<std::uint64_t, Waiting> waiting_;
  std::uint64_t next_{1};
  std::uint16_t endpoint_;
};

}  // namespace tiersim::service
