#include "models/service/wire/message.h"

#include <catch2/catch.hpp>

using namespace tiersim::service;

namespace {

RouteStop stop(std::uint16_t endpoint, Action action) {
  RouteStop made;
  made.endpoint = endpoint;
  made.action = action;
  return made;
}

std::vector<std::uint16_t> endpoints(const WireMessage& message) {
  std::vector<std::uint16_t> numbers;
  for (const RouteStop& stop : message.route) numbers.push_back(stop.endpoint);
  return numbers;
}

}  // namespace

TEST_CASE("A request that a tier refuses goes to its client directly", "[wire]") {
  // Endpoint 2 refuses; stage 1 at endpoint 3 and the client remain.
  WireMessage message;
  message.route = {stop(3, Action::compute), stop(0, Action::deliver)};
  message.content = {1, 2};
  turn_back(message, 2, Status::dropped, "");
  CHECK(endpoints(message) == std::vector<std::uint16_t>{0});
  CHECK(message.type == MessageType::answer);
  CHECK(message.status == Status::dropped);
  CHECK(message.content.empty());
}

TEST_CASE("A request that a tier on the way back refuses takes the rest of that way", "[wire]") {
  // Endpoint 2 computed stage 0 and would pass the answer of 3 on to the relay 1 and the client 0.
  WireMessage message;
  message.route = {stop(3, Action::compute), stop(2, Action::pass), stop(1, Action::pass),
                   stop(0, Action::deliver)};
  turn_back(message, 2, Status::failed, "why");
  CHECK(endpoints(message) == std::vector<std::uint16_t>{1, 0});
  CHECK(std::string(message.content.begin(), message.content.end()) == "why");
}

TEST_CASE("Requests of one client share connections unless they have their own", "[wire]") {
  WireMessage first, second;
  first.client = second.client = 4;
  first.request = 1;
  second.request = 2;
  CHECK(key_of(first) == key_of(second));
  first.own_connection = second.own_connection = true;
  CHECK_FALSE(key_of(first) == key_of(second));
  CHECK(key_of(first).number == 1);
}
