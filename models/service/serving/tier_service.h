#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "models/service/serving/stage_queue.h"
#include "models/service/transport/peers.h"

namespace tiersim::service {

/// Numbers of messages that a tier service has handled since its start.
struct ServiceCounts {
  /// Numbers of requests for which the service computed a stage (`computed`), of messages that it
  /// passed on without computing, warm-ups included (`passed`), of requests that its full queue
  /// refused (`dropped`), and of requests that it could not compute or not send on (`failed`).
  std::uint64_t computed{0}, passed{0}, dropped{0}, failed{0};
};

/// The service of one tier in an emulated scenario. It receives messages over TCP, computes a stage
/// for a request or passes a message on, and sends the result to the next stop of the route. All
/// calls must be made in the thread of the io_context.
class TierService {
 public:
  /// Begins to listen on PeerOptions::listen. `stage` is the index of the stage that the
  /// `executors` compute. A request to compute another stage fails; without executors, every
  /// request to compute fails. Throws UserError if the service cannot listen on the address, or if
  /// the kernel lacks the congestion control.
  TierService(boost::asio::io_context& context, const PeerOptions& peers, int stage,
              const QueueRules& rules, std::vector<std::unique_ptr<StageExecutor>> executors);
  /// Does the same as the constructor without `timing`, but the queue takes its clock and its
  /// timers from `timing` and not from timing_of(context). Tests use it.
  TierService(boost::asio::io_context& context, const PeerOptions& peers, int stage,
              const QueueRules& rules, std::vector<std::unique_ptr<StageExecutor>> executors,
              const Timing& timing);

  /// The address and the port on which the service listens.
  Address address() const { return peers_.address(); }
  const ServiceCounts& counts() const { return counts_; }
  /// The number of TCP connections that the service has now.
  std::size_t connection_count() const { return peers_.connection_count(); }

  /// Closes all connections and stops listening. Requests that wait or are being computed get no
  /// answer.
  void stop() { peers_.stop(); }

 private:
  struct Job {
    WireMessage message;
    Account account;
  };

  void received(WireMessage&& message, Account&& account);
  void compute(const RouteStop& stop, WireMessage&& message, Account&& account);
  void computed(Job& job, const RouteStop& stop, const StageResult& result, StageOutput&& output,
                std::size_t batch);
  void refuse(WireMessage&& message, Account&& account, Status status, const std::string& reason);

  Peers peers_;
  const std::uint16_t endpoint_;
  const int stage_;
  ServiceCounts counts_;
  StageQueue queue_;
};

/// Returns a Timing whose clock is CLOCK_MONOTONIC and whose timers run in `context`. `context`
/// must outlive it.
Timing timing_of(boost::asio::io_context& context);

}  // namespace tiersim::service
