#include "sim/base/shared.h"

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

using namespace tiersim;

TEST_CASE("Copies share one container until one of them is changed", "[shared]") {
  Shared<std::map<std::string, int>> first;
  first["a"] = 1;
  Shared<std::map<std::string, int>> second = first;
  CHECK(&first.get() == &second.get());
  second["a"] = 2;
  CHECK(first.at("a") == 1);
  CHECK(second.at("a") == 2);
  const auto* const kept = &second.get();
  second.edit().erase("a");  // no other copy shares it: it is changed in place
  CHECK(&second.get() == kept);
  CHECK(second.empty());
}

TEST_CASE("A shared container reads like the container", "[shared]") {
  const Shared<std::vector<int>> numbers{3, 4};
  int sum = 0;
  for (const int number : numbers) sum += number;
  CHECK(sum == 7);
  CHECK(numbers[1] == 4);
  CHECK(numbers == std::vector<int>{3, 4});
  CHECK(Shared<std::vector<int>>{} == std::vector<int>{});
}
