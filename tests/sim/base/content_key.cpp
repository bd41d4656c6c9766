#include "sim/base/content_key.h"

#include <catch2/catch.hpp>

using tiersim::content_key;

TEST_CASE("Equal lists have equal names, and lists that differ only in where parts end do not",
          "[content_key]") {
  CHECK(content_key({"ab", "c"}) == content_key({"ab", "c"}));
  CHECK(content_key({"ab", "c"}) != content_key({"a", "bc"}));
  CHECK(content_key({"a", ""}) != content_key({"a"}));
  CHECK(content_key({"1:a;"}) != content_key({"a"}));
  CHECK(content_key({}).size() == 36);  // RFC 4122
}
