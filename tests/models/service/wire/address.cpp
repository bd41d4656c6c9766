#include "models/service/wire/address.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::service;

TEST_CASE("An address reads back as it was printed; other texts are refused", "[wire]") {
  const Address address = parse_address("10.1.2.3:5000");
  CHECK(address == Address{0x0a010203, 5000});
  CHECK(to_string(address) == "10.1.2.3:5000");
  for (const char* text : {"", "10.1.2.3", "10.1.2.3:", "10.1.2:5000", "10.1.2.3:70000",
                           "10.1.2.3:5000x", "::1:5000", "edge:5000"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_address(text), UserError);
  }
}
