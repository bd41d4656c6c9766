#include "models/service/client/plan_route.h"

#include <catch2/catch.hpp>

using namespace tiersim;
using namespace tiersim::service;

namespace {

Endpoints endpoints_from(const std::string& origin) {
  Endpoints endpoints;
  endpoints.origin = origin;
  endpoints.client = {0, {0x0a000001, 9000}};
  endpoints.tiers = {{"mobile", {1, {0x0a000001, 9001}}},
                     {"edge", {2, {0x0a000002, 9002}}},
                     {"cloud", {3, {0x0a000003, 9003}}}};
  return endpoints;
}

const MessageSizes kWhole{{600'000}, {}, {1000}}, kSplit{{600'000}, {{50'000}}, {1000}};

/// "2c1" is endpoint 2, which computes stage 1; "p" passes on, "d" delivers.
std::string text_of(const RoutePlan& plan) {
  std::string text;
  for (const RouteStop& stop : plan.route) {
    if (!text.empty()) text += " ";
    text += std::to_string(stop.endpoint);
    text += stop.action == Action::compute ? "c" + std::to_string(stop.stage)
            : stop.action == Action::pass  ? "p"
                                           : "d";
  }
  return text;
}

RoutePlan plan_of(const std::string& origin, const Journey& journey, const MessageSizes& sizes) {
  return plan_route(legs_of(journey, origin), endpoints_from(origin), sizes);
}

}  // namespace

TEST_CASE("A request to one tier comes back over the same connection", "[client]") {
  const RoutePlan plan = plan_of("mobile", direct_journey({"edge"}), kWhole);
  CHECK(text_of(plan) == "2c0 0d");
  CHECK(plan.first_bytes == 600'000);
  CHECK(plan.route[0].sends == 1000);
  CHECK(plan.route[0].address == Address{0x0a000002, 9002});
}

TEST_CASE("A request that is computed where it starts has no message", "[client]") {
  const RoutePlan plan = plan_of("mobile", direct_journey({"mobile"}), kWhole);
  CHECK(text_of(plan) == "1c0 0d");
  CHECK(plan.first_bytes == 0);
  CHECK(plan.route[0].sends == 0);
}

TEST_CASE("The answer returns over the connection that brought the first stage's output",
          "[client]") {
  // The mobile tier opened the connection to the edge, so the answer passes the mobile tier.
  const RoutePlan plan = plan_of("mobile", direct_journey({"mobile", "edge"}), kSplit);
  CHECK(text_of(plan) == "1c0 2c1 1p 0d");
  CHECK(plan.first_bytes == 0);
  CHECK(plan.route[0].sends == 50'000);
  CHECK(plan.route[1].sends == 1000);
}

TEST_CASE("The answer of a split model goes from the last tier to the client directly",
          "[client]") {
  const RoutePlan plan = plan_of("mobile", direct_journey({"edge", "cloud"}), kSplit);
  CHECK(text_of(plan) == "2c0 3c1 0d");
  CHECK(plan.first_bytes == 600'000);
}

TEST_CASE("Relays on the way there and back are stops", "[client]") {
  const Journey relayed{{"mobile"}, {"edge"}, {"cloud", 0}, {"edge"}, {"mobile"}};
  CHECK(text_of(plan_of("client", relayed, kWhole)) == "1p 2p 3c0 2p 1p 0d");
}

TEST_CASE("A place without a tier service cannot be on the way", "[client]") {
  Endpoints endpoints = endpoints_from("mobile");
  endpoints.tiers.erase("edge");
  CHECK_THROWS_AS(plan_route(legs_of(direct_journey({"edge"}), "mobile"), endpoints, kWhole),
                  std::out_of_range);
}
