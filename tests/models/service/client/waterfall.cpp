#include "models/service/client/waterfall.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace tiersim;
using namespace tiersim::service;

namespace {

const Endpoints kEndpoints{
    "mobile", {0, {}}, {{"mobile", {1, {}}}, {"edge", {2, {}}}, {"cloud", {3, {}}}}};

/// A link of which 2 ns are propagation and 3 ns transmission.
MessageTimes split(const Leg&, std::int64_t, Duration took, Duration connect) {
  MessageTimes times;
  times.connect = connect;
  times.propagation = std::min(Duration{2}, took - connect);
  times.transmission = std::min(Duration{3}, took - connect - times.propagation);
  times.queueing = took - connect - times.propagation - times.transmission;
  return times;
}

Stamps received(std::uint16_t endpoint, std::int64_t at) {
  Stamps stamps;
  stamps.endpoint = endpoint;
  stamps.received_first = at - 1;
  stamps.received_all = at;
  return stamps;
}

Stamps computed(std::uint16_t endpoint, int stage, std::int64_t received_at, std::int64_t started,
                std::int64_t loaded, std::int64_t ended) {
  Stamps stamps = received(endpoint, received_at);
  stamps.stage = static_cast<std::int16_t>(stage);
  stamps.queued = received_at;
  stamps.started = started;
  stamps.loaded = loaded;
  stamps.ended = ended;
  return stamps;
}

Stamps sent(std::uint16_t endpoint, std::int64_t connected) {
  Stamps stamps;
  stamps.endpoint = endpoint;
  stamps.connected = connected;
  return stamps;
}

RequestReport report_of(std::int64_t scheduled, std::vector<Stamps> stamps) {
  RequestReport report;
  report.scheduled = scheduled;
  report.stamps = std::move(stamps);
  report.finished = report.stamps.back().received_all;
  return report;
}

/// The parts that are not zero, by the column of the results file.
std::map<std::string, std::int64_t> columns(const Journey& journey, const RequestReport& report,
                                            std::int64_t finished) {
  const MeasuredWaterfall measured =
      waterfall(legs_of(journey, "mobile"), kEndpoints, report, split);
  CHECK(measured.finished == finished);
  CHECK(measured.parts.total().count() == finished - report.scheduled);
  const Route route = route_of(journey, "mobile");
  REQUIRE(route.size() == measured.parts.parts.size());
  std::map<std::string, std::int64_t> parts;
  for (std::size_t i = 0; i < route.size(); ++i)
    if (measured.parts.parts[i].count() != 0)
      parts[route[i].column()] = measured.parts.parts[i].count();
  return parts;
}

using Columns = std::map<std::string, std::int64_t>;

}  // namespace

TEST_CASE("A message, a stage and an answer add up to the latency", "[waterfall]") {
  // Due at 100. The client's connection opened at 110, the tier had all at 120, began at 125, had
  // the output at 145, and the client had the answer at 152.
  const RequestReport report =
      report_of(100, {sent(0, 110), computed(2, 0, 120, 125, 125, 145), received(0, 152)});
  CHECK(columns(direct_journey({"edge"}), report, 152) ==
        Columns{{"connect_ns.mobile-edge", 10},  // 110 - 100
                {"propagation_ns.mobile-edge", 2},
                {"transmission_ns.mobile-edge", 3},
                {"network_queue_ns.mobile-edge", 5},  // 20 - 10 - 2 - 3
                {"queue_ns.edge", 5},                 // 125 - 120
                {"compute_ns.edge", 20},              // 145 - 125
                {"propagation_ns.edge-mobile", 2},
                {"transmission_ns.edge-mobile", 3},
                {"network_queue_ns.edge-mobile", 2}});  // 152 - 145 - 5
}

TEST_CASE("A cold start's load comes before its computation", "[waterfall]") {
  const RequestReport report =
      report_of(100, {sent(0, 50), computed(2, 0, 105, 106, 176, 196), received(0, 201)});
  const Columns parts = columns(direct_journey({"edge"}), report, 201);
  CHECK(parts.at("queue_ns.edge") == 1);
  CHECK(parts.at("load_ns.edge") == 70);              // 176 - 106
  CHECK(parts.at("compute_ns.edge") == 20);           // 196 - 176
  CHECK(parts.count("connect_ns.mobile-edge") == 0);  // the connection was open before
}

TEST_CASE("Handing over within the mobile device is waiting there, not network", "[waterfall]") {
  // The mobile tier had the request at 101 and began at 104; the client had the answer at 136.
  const RequestReport report =
      report_of(100, {sent(0, 100), computed(1, 0, 101, 104, 104, 134), received(0, 136)});
  CHECK(columns(direct_journey({"mobile"}), report, 136) ==
        Columns{{"queue_ns.mobile", 4 + 2}, {"compute_ns.mobile", 30}});
}

TEST_CASE("A split model has two stages and the tensor between them", "[waterfall]") {
  Stamps first = computed(1, 0, 101, 103, 103, 113);
  first.connected = 90;
  const RequestReport report =
      report_of(100, {sent(0, 100), first, computed(2, 1, 123, 124, 124, 144), received(1, 150),
                      received(0, 151)});
  CHECK(columns(direct_journey({"mobile", "edge"}), report, 151) ==
        Columns{{"queue_ns.mobile", 3},
                {"compute_ns.mobile", 10},
                {"propagation_ns.mobile-edge", 2},
                {"transmission_ns.mobile-edge", 3},
                {"network_queue_ns.mobile-edge", 5},  // 123 - 113 - 5
                {"queue_ns.edge", 1},
                {"compute_ns.edge", 20},
                {"propagation_ns.edge-mobile", 2},
                {"transmission_ns.edge-mobile", 3},
                {"network_queue_ns.edge-mobile", 2}});  // 151 - 144 - 5, the hand-over included
}

TEST_CASE("Each hop of a relayed request is a message", "[waterfall]") {
  const Journey relayed{{"edge"}, {"cloud", 0}, {"edge"}};
  Stamps relay = received(2, 110);
  relay.connected = 113;
  const RequestReport report = report_of(
      100,
      {sent(0, 90), relay, computed(3, 0, 120, 120, 120, 130), received(2, 136), received(0, 142)});
  const Columns parts = columns(relayed, report, 142);
  CHECK(parts.at("network_queue_ns.mobile-edge") == 5);  // 110 - 100 - 5
  CHECK(parts.at("connect_ns.edge-cloud") == 3);         // 113 - 110
  CHECK(parts.at("network_queue_ns.edge-cloud") == 2);   // 10 - 3 - 5
  CHECK(parts.at("compute_ns.cloud") == 10);
  CHECK(parts.at("network_queue_ns.cloud-edge") == 1);   // 136 - 130 - 5
  CHECK(parts.at("network_queue_ns.edge-mobile") == 1);  // 142 - 136 - 5
}

TEST_CASE("A dropped request ends where the line was full, not when the client learns of it",
          "[waterfall]") {
  Stamps full = received(2, 120);
  full.queued = 120;
  RequestReport report = report_of(100, {sent(0, 100), full, received(0, 170)});
  report.end = RequestEnd::dropped;
  const Columns parts = columns(direct_journey({"edge"}), report, 120);
  CHECK(parts == Columns{{"propagation_ns.mobile-edge", 2},
                         {"transmission_ns.mobile-edge", 3},
                         {"network_queue_ns.mobile-edge", 15}});
}

TEST_CASE("The time of a request without an answer goes to the leg that it was in", "[waterfall]") {
  RequestReport report = report_of(100, {sent(0, 100)});
  report.end = RequestEnd::timeout;
  report.finished = 600;
  CHECK(columns(direct_journey({"edge"}), report, 600) ==
        Columns{{"network_queue_ns.mobile-edge", 500}});
  CHECK(columns(direct_journey({"mobile"}), report, 600) == Columns{{"queue_ns.mobile", 500}});
}

TEST_CASE("Stamps that do not fit the request are refused", "[waterfall]") {
  const auto refused = [](const RequestReport& report) {
    CHECK_THROWS_AS(
        waterfall(legs_of(direct_journey({"edge"}), "mobile"), kEndpoints, report, split),
        std::invalid_argument);
  };
  refused(report_of(100, {sent(0, 100), received(0, 110)}));                    // no tier
  refused(report_of(100, {sent(0, 100), received(2, 110), received(0, 120)}));  // not computed
  // The stage ends before it begins; a message arrives before it is sent.
  refused(report_of(100, {sent(0, 0), computed(2, 0, 110, 120, 120, 115), received(0, 130)}));
  refused(report_of(100, {sent(0, 0), computed(2, 0, 90, 120, 120, 125), received(0, 130)}));
}
