#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "models/service/serving/stage_queue.h"
#include "models/service/transport/peers.h"

namespace tiersim::service {

/// What a service did so far.
struct ServiceCounts {
  std::uint64_t computed{0}, passed{0}, dropped{0}, failed{0};
};

/// A tier of an emulated scenario: it computes a stage, passes messages on, or both. All calls and
/// all events happen in the thread of the io_context.
class TierService {
 public:
  /// `stage`: which stage the executors compute; without executors, every request to compute fails.
  /// Throws UserError if it cannot listen.
  TierService(boost::asio::io_context& context, const PeerOptions& peers, int stage,
              const QueueRules& rules, std::vector<std::unique_ptr<StageExecutor>> executors);
  /// The same with a clock of its own for the waiting line.
  TierService(boost::asio::io_context& context, const PeerOptions& peers, int stage,
              const QueueRules& rules, std::vector<std::unique_ptr<StageExecutor>> executors,
              const Timing& timing);

  Address address() const { return peers_.address(); }
  const ServiceCounts& counts() const { return counts_; }
  std::size_t connection_count() const { return peers_.connection_count(); }

  /// Closes all connections. Nothing is answered any more.
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

/// The clock and the timers of an io_context.
Timing timing_of(boost::asio::io_context& context);

}  // namespace tiersim::service
