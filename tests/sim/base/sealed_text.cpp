#include "sim/base/sealed_text.h"

#include <catch2/catch.hpp>
#include <vector>

#include "sim/base/content_key.h"
#include "sim/base/random_streams.h"

using namespace tiersim;

namespace {

/// A text of 100 bytes or more, which differs from seed to seed.
std::string some_text(std::uint64_t seed) {
  RandomStream random(seed);
  std::string text;
  for (std::size_t left = 100 + random.index(100); left > 0; --left)
    text += static_cast<char>(random.index(256));
  return text;
}

}  // namespace

TEST_CASE("A sealed text comes back under its own key alone", "[sealed_text]") {
  for (const std::string& text : {std::string(), std::string("{}"), some_text(1)}) {
    CHECK(unseal("a-key", seal("a-key", text)) == text);
    CHECK_FALSE(unseal("another-key", seal("a-key", text)));
  }
  CHECK_FALSE(unseal("a-key", ""));
  CHECK_FALSE(unseal("a-key", "{\"not\": \"sealed\"}\n"));
}

TEST_CASE("Each of 1,000 swapped, flipped or shortened cache files is noticed", "[sealed_text]") {
  std::vector<std::string> keys, files;
  for (std::uint64_t i = 0; i < 10; ++i) {
    keys.push_back(content_key({"file", std::to_string(i)}));
    files.push_back(seal(keys.back(), some_text(i)));
  }
  int noticed = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    RandomStream random(seed);
    const std::size_t mine = random.index(files.size());
    std::string bytes = files[mine];
    switch (seed % 3) {
      case 0: {  // another file takes its place
        bytes = files[(mine + 1 + random.index(files.size() - 1)) % files.size()];
        break;
      }
      case 1: {  // a bit of one byte flips
        bytes[random.index(bytes.size())] ^= static_cast<char>(1U << random.index(8));
        break;
      }
      default:
        bytes.resize(random.index(bytes.size()));  // the end is lost
    }
    noticed += unseal(keys[mine], bytes) ? 0 : 1;
  }
  CHECK(noticed == 1000);
}
