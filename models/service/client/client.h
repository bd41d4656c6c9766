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

/// Sends requests to tier services and receives their answers, for all clients of a scenario. Any
/// number of requests may be in flight. All calls must be made in the thread of the io_context, and
/// reports come in that thread. A callback may send the next request.
class Client {
 public:
  /// The type of a function that is called with the report of a request when the request has ended.
  using Done = std::function<void(RequestReport&& report)>;

  /// Begins to listen on `options.listen`. The last tier service of a route connects to this
  /// address if it has no connection to this process yet. Throws UserError if it cannot listen, or
  /// if the kernel lacks the congestion control.
  Client(boost::asio::io_context& context, const PeerOptions& options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// The address and port on which this process listens. The last stop of each route must have it.
  Address address() const { return peers_.address(); }

  /// Sends the request that `order` describes, soon after this call, and returns its number. Calls
  /// `done` once when the request has ended, but never inside this call and never after stop().
  /// Throws std::invalid_argument if the route does not end at this process, or if the route or the
  /// payload exceeds a limit of wire/frame_layout.h.
  std::uint64_t send(const RequestOrder& order, Done done);

  /// The number of requests that have not ended.
  std::size_t in_flight() const { return waiting_.size(); }

  /// Closes the connections of the client with the number `client`. Its requests that are in flight
  /// end with RequestEnd::reset, except those with connections of their own. Their reports come
  /// after this call.
  void close(std::uint32_t client);
  /// Closes all connections and stops listening. Requests that are in flight get no report.
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
