#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/models/service/serving/loopback.h"

using namespace tiersim;
using namespace tiersim::service;

namespace {

/// Counts as a process holds them: open descriptors, and resident memory in bytes.
struct Holdings {
  std::ptrdiff_t descriptors;
  std::int64_t memory;
};

Holdings holdings() {
  const std::filesystem::directory_iterator open("/proc/self/fd");
  std::int64_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return {std::distance(begin(open), end(open)), resident * 4096};
}

/// Runs requests, 16 at a time.
void run_requests(Loopback& net, RequestOrder order, int count) {
  int started = 0, ended = 0;
  std::function<void()> start = [&] {
    order.sample = started++;
    net.client->send(order, [&](RequestReport&& report) {
      REQUIRE(report.end == RequestEnd::answered);
      ++ended;
      if (started < count) start();
    });
  };
  for (int i = 0; i < 16; ++i) start();
  net.run_until([&] { return ended == count; });
}

/// `warm_up` requests fill the caches of the allocator; then `count` requests must leave nothing
/// behind.
void check_flat(bool own_connection, int warm_up, int count) {
  Loopback net;
  net.add_tier("mobile", 0, 2).output_bytes = 5000;
  net.add_tier("edge", 1, 2);
  net.start_client();
  RequestOrder order = net.order(direct_journey({"mobile", "edge"}), {{50'000}, {{5000}}, {1000}});
  order.own_connection = own_connection;
  const auto settled = [&] {
    net.run_until(
        [&] { return net.services.at("edge")->connection_count() == (own_connection ? 0u : 1u); });
    return holdings();
  };
  run_requests(net, order, warm_up);
  const Holdings before = settled();
  run_requests(net, order, count);
  const Holdings after = settled();
  CHECK(after.descriptors == before.descriptors);
#ifndef __SANITIZE_ADDRESS__  // the sanitizer keeps memory that was freed
  // 2,000 requests that each left 1 kB behind would hold 2 MB.
  CHECK(after.memory - before.memory < 1'000'000);
#endif
}

}  // namespace

TEST_CASE("2,000 requests over kept connections leave no descriptor and no memory behind",
          "[service][not-sanitized]") {
  check_flat(false, 500, 2000);
}

TEST_CASE("2,000 requests with connections of their own leave no descriptor and no memory behind",
          "[service][not-sanitized]") {
  check_flat(true, 500, 2000);
}

TEST_CASE("100,000 requests leave nothing behind either", "[.soak]") {
  check_flat(false, 20'000, 100'000);
}
