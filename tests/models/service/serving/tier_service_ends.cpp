// How requests end that are not answered.
#include <catch2/catch.hpp>

#include "tests/models/service/serving/loopback.h"

using namespace tiersim;
using namespace tiersim::service;

namespace {

const MessageSizes kSmall{{2000}, {{500}}, {1000}};

}  // namespace

TEST_CASE("A stage that cannot compute says why", "[service]") {
  Loopback net;
  net.add_tier("edge", 0).problem = "no memory";
  net.start_client();
  const RequestReport report = net.ask(net.order(direct_journey({"edge"}), kSmall));
  CHECK(report.end == RequestEnd::failed);
  CHECK(report.problem == "no memory");
  CHECK(report.prediction == -1);
}

TEST_CASE("A tier refuses a stage that it does not have", "[service]") {
  Loopback net;
  net.add_tier("edge", 1);
  net.add_tier("cloud", -1);
  net.start_client();
  for (const char* tier : {"edge", "cloud"}) {
    const RequestReport report = net.ask(net.order(direct_journey({tier}), kSmall));
    CHECK(report.end == RequestEnd::failed);
    CHECK(report.problem == "stage 0 is not computed here");
  }
}

TEST_CASE("A tier that nobody listens for is refused to the client that calls it", "[service]") {
  Loopback net;
  net.add_tier("edge", 0);
  net.start_client();
  const RequestOrder order = net.order(direct_journey({"edge"}), kSmall);
  net.services.clear();
  const RequestReport report = net.ask(order);
  CHECK(report.end == RequestEnd::refused);
  CHECK_FALSE(report.problem.empty());
  CHECK(net.ask(order).end == RequestEnd::refused);  // the next one tries again
}

TEST_CASE("A tier that cannot reach the next one says so; its connections stay", "[service]") {
  Loopback net;
  net.add_tier("edge", 0).output_bytes = 10;
  net.add_tier("cloud", 1);
  net.start_client();
  const RequestOrder order = net.order(direct_journey({"edge", "cloud"}), kSmall);
  net.services.erase("cloud");
  for (int i = 0; i < 2; ++i) {
    const RequestReport report = net.ask(order);
    CHECK(report.end == RequestEnd::unreachable);
    CHECK(report.problem.find("cannot reach the next tier") == 0);
    CHECK(net.services.at("edge")->connection_count() == 1);  // the client's
  }
}

TEST_CASE("A tier that goes away resets the requests that it has", "[service]") {
  Loopback net;
  FakeStage& stage = net.add_tier("edge", 0);
  stage.holds = true;
  net.start_client();
  const RequestOrder order = net.order(direct_journey({"edge"}), kSmall);
  const auto first = net.send(order), second = net.send(order);
  net.run_until([&] { return stage.calls.size() == 1; });
  net.services.at("edge")->stop();
  net.run_until([&] { return !first->empty() && !second->empty(); });
  CHECK(first->front().end == RequestEnd::reset);
  CHECK(second->front().end == RequestEnd::reset);
  CHECK(net.client->in_flight() == 0);
}

TEST_CASE("A client that gives up is told of no answer; the tier computes on", "[service]") {
  Loopback net;
  FakeStage& stage = net.add_tier("edge", 0);
  stage.holds = true;
  net.start_client();
  RequestOrder order = net.order(direct_journey({"edge"}), kSmall);
  order.timeout = std::chrono::milliseconds(20);
  const RequestReport report = net.ask(order);
  CHECK(report.end == RequestEnd::timeout);
  CHECK(report.finished - report.scheduled >= 20'000'000);
  net.run_until([&] { return stage.calls.size() == 1; });
  order.timeout = {};
  const auto next = net.send(order);
  net.settle();
  stage.finish();
  net.run_until([&] { return !stage.calls.empty(); });
  CHECK(next->empty());  // the late answer of the first is not taken for that of the second
  stage.finish();
  net.run_until([&] { return !next->empty(); });
  CHECK(next->front().end == RequestEnd::answered);
}

TEST_CASE("A request whose client has closed its connection is not computed", "[service]") {
  Loopback net;
  FakeStage& stage = net.add_tier("edge", 0);
  stage.holds = true;
  net.start_client();
  RequestOrder order = net.order(direct_journey({"edge"}), kSmall);
  order.own_connection = true;
  const auto first = net.send(order);
  net.run_until([&] { return stage.calls.size() == 1; });
  order.timeout = std::chrono::milliseconds(20);
  const RequestReport second = net.ask(order);  // waits in the line until it is given up
  CHECK(second.end == RequestEnd::timeout);
  net.run_until([&] { return net.services.at("edge")->connection_count() == 1; });
  stage.finish();
  net.run_until([&] { return !first->empty(); });
  net.settle();
  CHECK(stage.sizes.size() == 1);
}

TEST_CASE("Closing a client ends its requests, and those of no other", "[service]") {
  Loopback net;
  FakeStage& stage = net.add_tier("edge", 0, 2);
  stage.holds = true;
  net.start_client();
  RequestOrder order = net.order(direct_journey({"edge"}), kSmall);
  const auto mine = net.send(order);
  order.client = 1;
  const auto other = net.send(order);
  net.run_until([&] { return stage.calls.size() == 2; });
  net.client->close(0);
  net.run_until([&] { return !mine->empty(); });
  CHECK(mine->front().end == RequestEnd::reset);
  CHECK(other->empty());
  stage.finish();
  stage.finish();
  net.run_until([&] { return !other->empty(); });
  CHECK(other->front().end == RequestEnd::answered);
}

TEST_CASE("A route that does not end at its client is refused at once", "[service]") {
  Loopback net;
  net.add_tier("edge", 0);
  net.start_client();
  RequestOrder order = net.order(direct_journey({"edge"}), kSmall);
  order.route.back().endpoint = 9;
  CHECK_THROWS_AS(net.client->send(order, {}), std::invalid_argument);
}
