#include "models/service/serving/tier_service.h"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <vector>

#include "models/service/client/waterfall.h"
#include "tests/models/service/serving/loopback.h"

using namespace tiersim;
using namespace tiersim::service;

namespace {

const MessageSizes kWhole{{20'000}, {}, {1000}}, kSplit{{20'000}, {{3000}}, {1000}};

/// Everything but the connection is transmission.
MessageTimes one_part(const Leg&, std::int64_t, Duration took, Duration connect) {
  MessageTimes times;
  times.connect = connect;
  times.transmission = took - connect;
  return times;
}

void check_waterfall(const Loopback& net, const Journey& journey, const RequestReport& report) {
  const MeasuredWaterfall measured =
      waterfall(legs_of(journey, net.endpoints.origin), net.endpoints, report, one_part);
  CHECK(measured.finished == report.finished);
  CHECK(measured.parts.total().count() == report.finished - report.scheduled);
  for (const Duration part : measured.parts.parts) CHECK(part.count() >= 0);
}

}  // namespace

TEST_CASE("A request is computed and its answer has the label and everybody's stamps",
          "[service]") {
  Loopback net;
  const FakeStage& stage = net.add_tier("edge", 0);
  net.start_client();
  const Journey journey = direct_journey({"edge"});
  RequestOrder order = net.order(journey, kWhole);
  order.sample = 42;
  const RequestReport report = net.ask(order);
  CHECK(report.end == RequestEnd::answered);
  CHECK(report.problem.empty());
  CHECK(report.prediction == 42);
  CHECK(stage.sizes == std::vector<std::size_t>{1});
  REQUIRE(report.stamps.size() == 3);  // the client, the edge, the client
  CHECK(report.stamps[1].endpoint == 1);
  CHECK(report.stamps[1].stage == 0);
  CHECK(report.stamps[1].batch == 1);
  check_waterfall(net, journey, report);
}

TEST_CASE("Every stamp of a request comes after the one before it", "[service]") {
  Loopback net;
  net.add_tier("edge", 0);
  net.start_client();
  const RequestReport report = net.ask(net.order(direct_journey({"edge"}), kWhole));
  REQUIRE(report.stamps.size() == 3);
  const Stamps &client = report.stamps[0], &tier = report.stamps[1], &last = report.stamps[2];
  const std::vector<std::int64_t> times{
      report.scheduled,  client.sending, client.connected, client.sent_first, client.sent_last,
      tier.received_all, tier.queued,    tier.started,     tier.loaded,       tier.ended,
      tier.sending,      tier.connected, tier.sent_first,  tier.sent_last,    last.received_all};
  for (std::size_t i = 1; i < times.size(); ++i) {
    INFO(i);
    CHECK(times[i - 1] <= times[i]);
  }
  CHECK(tier.received_first >= client.sent_first);
  CHECK(tier.received_first <= tier.received_all);
  CHECK(last.received_first >= tier.sent_first);
}

TEST_CASE("Requests of a client share one connection; with connections of their own, none stays",
          "[service]") {
  Loopback net;
  net.add_tier("edge", 0);
  net.start_client();
  RequestOrder order = net.order(direct_journey({"edge"}), kWhole);
  for (int i = 0; i < 3; ++i) CHECK(net.ask(order).end == RequestEnd::answered);
  CHECK(net.services.at("edge")->connection_count() == 1);
  order.client = 1;
  net.ask(order);
  CHECK(net.services.at("edge")->connection_count() == 2);
  order.own_connection = true;
  for (int i = 0; i < 3; ++i) {
    const RequestReport report = net.ask(order);
    CHECK(report.end == RequestEnd::answered);
    CHECK(report.stamps[0].connected > report.stamps[0].sending);
  }
  net.run_until([&] { return net.services.at("edge")->connection_count() == 2; });
}

TEST_CASE("The output of the first stage is the input of the second, byte for byte", "[service]") {
  Loopback net;
  FakeStage& first = net.add_tier("mobile", 0);
  FakeStage& second = net.add_tier("edge", 1);
  first.output_bytes = 300'000;
  second.holds = true;
  net.start_client();
  const Journey journey = direct_journey({"mobile", "edge"});
  RequestOrder order = net.order(journey, kSplit);
  order.sample = 7;
  const auto reports = net.send(order);
  net.run_until([&] { return !second.calls.empty(); });
  CHECK(second.calls[0].batch[0].tensor == std::vector<std::uint8_t>(300'000, 7));
  second.finish();
  net.run_until([&] { return !reports->empty(); });
  CHECK(reports->front().prediction == 7);
  CHECK(reports->front().stamps.size() == 5);  // client, mobile, edge, mobile, client
  check_waterfall(net, journey, reports->front());
}

TEST_CASE("The message to the next stage has the size of the route, unless its content is larger",
          "[service]") {
  using boost::asio::ip::tcp;
  for (const std::size_t content : {10, 300'000}) {
    Loopback net;
    net.add_tier("mobile", 0).output_bytes = content;
    // The next tier is a socket that counts bytes.
    tcp::acceptor next(net.context, tcp::endpoint(tcp::v4(), 0));
    net.endpoints.tiers["edge"] = {2, {kLoopback, next.local_endpoint().port()}};
    net.start_client();
    const auto reports = net.send(net.order(direct_journey({"mobile", "edge"}), kSplit));
    tcp::socket peer(net.context);
    bool accepted = false;
    next.async_accept(peer, [&](const boost::system::error_code& error) { accepted = !error; });
    net.run_until([&] { return accepted; });
    const std::size_t least = std::max<std::size_t>(content, 3000);
    std::size_t received = 0;
    std::vector<char> bytes(1 << 16);
    peer.non_blocking(true);
    const auto read_all = [&] {
      boost::system::error_code error;
      received += peer.read_some(boost::asio::buffer(bytes), error);
      return received >= least;
    };
    net.run_until(read_all);
    net.settle();
    while (peer.available() > 0) read_all();
    CHECK(reports->empty());
    // Of the larger content, the header, the route and the stamps come on top.
    if (content < 3000) CHECK(received == 3000);
    if (content > 3000) CHECK((received > content && received < content + 1000));
  }
}

TEST_CASE("The last tier of a split model answers the client over a connection of its own",
          "[service]") {
  Loopback net;
  net.add_tier("edge", 0).output_bytes = 10;
  net.add_tier("cloud", 1);
  net.start_client();
  const Journey journey = direct_journey({"edge", "cloud"});
  const RequestReport report = net.ask(net.order(journey, kSplit));
  CHECK(report.end == RequestEnd::answered);
  check_waterfall(net, journey, report);
  // To the edge and from the cloud; the cloud has one to the edge and one to the client.
  CHECK(net.services.at("cloud")->connection_count() == 2);
}

TEST_CASE("A relay receives the whole message and sends it on in its size, both ways",
          "[service]") {
  Loopback net("client");
  net.add_tier("mobile", -1);
  net.add_tier("edge", 0);
  net.start_client();
  const Journey relayed{{"mobile"}, {"edge", 0}, {"mobile"}};
  const RequestReport report = net.ask(net.order(relayed, kWhole));
  CHECK(report.end == RequestEnd::answered);
  check_waterfall(net, relayed, report);
  CHECK(net.services.at("mobile")->counts().passed == 2);
  REQUIRE(report.stamps.size() == 5);
  CHECK(report.stamps[1].sent_first >= report.stamps[1].received_all);
}

TEST_CASE("A warm-up opens the connections of the whole way and computes nothing", "[service]") {
  Loopback net;
  const FakeStage& first = net.add_tier("mobile", 0);
  const FakeStage& second = net.add_tier("edge", 1);
  net.start_client();
  RequestOrder order = net.order(direct_journey({"mobile", "edge"}), kSplit);
  order.warm_up = true;
  CHECK(net.ask(order).end == RequestEnd::answered);
  CHECK(first.sizes.empty());
  CHECK(second.sizes.empty());
  CHECK(net.services.at("edge")->connection_count() == 1);
}

TEST_CASE("Workers compute at the same time, as many as the tier has", "[service]") {
  Loopback net;
  FakeStage& stage = net.add_tier("edge", 0, 2);
  stage.holds = true;
  net.start_client();
  const RequestOrder order = net.order(direct_journey({"edge"}), kWhole);
  std::vector<std::shared_ptr<std::vector<RequestReport>>> reports;
  for (int i = 0; i < 3; ++i) reports.push_back(net.send(order));
  net.run_until([&] { return stage.calls.size() == 2; });
  net.settle();
  CHECK(stage.calls.size() == 2);  // the third waits
  stage.finish();
  net.run_until([&] { return stage.calls.size() == 2; });
  stage.finish();
  stage.finish();
  net.run_until(
      [&] { return !reports[0]->empty() && !reports[1]->empty() && !reports[2]->empty(); });
}

TEST_CASE("A full line answers `dropped`, and the request ends where it met the line",
          "[service]") {
  Loopback net;
  QueueRules rules;
  rules.limit = 1;
  FakeStage& stage = net.add_tier("edge", 0, 1, rules);
  stage.holds = true;
  net.start_client();
  const Journey journey = direct_journey({"edge"});
  const RequestOrder order = net.order(journey, kWhole);
  const auto first = net.send(order), second = net.send(order), third = net.send(order);
  net.run_until([&] { return !third->empty(); });
  const RequestReport& dropped = third->front();
  CHECK(dropped.end == RequestEnd::dropped);
  CHECK(net.services.at("edge")->counts().dropped == 1);
  const MeasuredWaterfall measured =
      waterfall(legs_of(journey, "mobile"), net.endpoints, dropped, one_part);
  CHECK(measured.finished == dropped.stamps[1].received_all);
  CHECK(measured.finished <= dropped.finished);
  CHECK(first->empty());
  stage.finish();
  net.run_until([&] { return !stage.calls.empty(); });
  stage.finish();
  net.run_until([&] { return !first->empty() && !second->empty(); });
}

TEST_CASE("A worker takes the requests that wait as one batch", "[service]") {
  Loopback net;
  QueueRules rules;
  rules.batch = 4;
  FakeStage& stage = net.add_tier("edge", 0, 1, rules);
  stage.holds = true;
  net.start_client();
  RequestOrder order = net.order(direct_journey({"edge"}), kWhole);
  std::vector<std::shared_ptr<std::vector<RequestReport>>> reports;
  for (int i = 0; i < 4; ++i) {
    order.sample = i;
    reports.push_back(net.send(order));
    if (i == 0) net.run_until([&] { return stage.calls.size() == 1; });
  }
  net.settle();
  stage.finish();
  net.run_until([&] { return stage.calls.size() == 1; });
  CHECK(stage.sizes == std::vector<std::size_t>{1, 3});
  stage.finish();
  for (int i = 0; i < 4; ++i) {
    net.run_until([&] { return !reports[static_cast<std::size_t>(i)]->empty(); });
    const RequestReport& report = reports[static_cast<std::size_t>(i)]->front();
    CHECK(report.prediction == i);  // each gets the answer to its own sample
    CHECK(report.stamps[1].batch == (i == 0 ? 1u : 3u));
  }
}
