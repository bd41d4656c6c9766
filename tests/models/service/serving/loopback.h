#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/service/client/client.h"
#include "models/service/client/plan_route.h"
#include "models/service/serving/tier_service.h"
#include "tests/models/service/serving/fake_executor.h"

namespace tiersim::service {

constexpr std::uint32_t kLoopback = 0x7f000001;

/// Tier services and a client on 127.0.0.1, in one thread, with workers that the test steers.
struct Loopback {
  boost::asio::io_context context{1};
  PeerOptions options;  ///< options of the tiers and of the client that are started afterwards
  std::map<std::string, std::shared_ptr<FakeStage>> stages;
  std::map<std::string, std::unique_ptr<TierService>> services;
  std::unique_ptr<Client> client;
  Endpoints endpoints;

  explicit Loopback(std::string origin = "mobile") { endpoints.origin = std::move(origin); }

  PeerOptions options_of(std::uint16_t endpoint) const {
    PeerOptions own = options;
    own.endpoint = endpoint;
    own.listen = Address{kLoopback, 0};
    return own;
  }

  /// Starts the service of a tier at `place`, which computes `stage` with fake workers. If `stage`
  /// is -1, the service only passes messages on. Returns what steers the workers.
  FakeStage& add_tier(const std::string& place, int stage, int workers = 1,
                      const QueueRules& rules = {}) {
    const auto number = static_cast<std::uint16_t>(endpoints.tiers.size() + 1);
    auto& fake = stages[place] = std::make_shared<FakeStage>();
    std::vector<std::unique_ptr<StageExecutor>> executors;
    for (int i = 0; stage >= 0 && i < workers; ++i)
      executors.push_back(std::make_unique<FakeExecutor>(context, fake));
    services[place] = std::make_unique<TierService>(context, options_of(number), stage, rules,
                                                    std::move(executors));
    endpoints.tiers[place] = {number, services[place]->address()};
    return *fake;
  }

  Client& start_client() {
    client = std::make_unique<Client>(context, options_of(0));
    endpoints.client = {0, client->address()};
    return *client;
  }

  RequestOrder order(const Journey& journey, const MessageSizes& sizes) const {
    const RoutePlan plan = plan_route(legs_of(journey, endpoints.origin), endpoints, sizes);
    RequestOrder made;
    made.route = plan.route;
    made.payload = plan.first_bytes;
    return made;
  }

  /// Sends a request and returns at once. The report is added to the returned list when the request
  /// has ended.
  std::shared_ptr<std::vector<RequestReport>> send(const RequestOrder& order) {
    auto reports = std::make_shared<std::vector<RequestReport>>();
    client->send(order,
                 [reports](RequestReport&& report) { reports->push_back(std::move(report)); });
    return reports;
  }

  /// Sends a request, waits until it has ended, and returns its report.
  RequestReport ask(const RequestOrder& order) {
    const auto reports = send(order);
    run_until([&] { return !reports->empty(); });
    return reports->front();
  }

  /// Handles events until `holds()` is true. Fails the test if it is not true within 100 s.
  template <typename Condition>
  void run_until(const Condition& holds) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(100);
    while (!holds()) {
      REQUIRE(std::chrono::steady_clock::now() < patience);
      context.restart();
      context.run_one_for(std::chrono::milliseconds(20));
    }
  }

  /// Handles the events of the next 20 ms or so, in which messages under way arrive.
  void settle() {
    for (int i = 0; i < 20; ++i) {
      context.restart();
      context.run_for(std::chrono::milliseconds(1));
    }
  }
};

}  // namespace tiersim::service
