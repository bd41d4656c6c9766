#include "network/emulation/kernel_link.h"

#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::Contains;

TEST_CASE("A link of the kernel is a bucket of one packet and a queue of packets", "[emulation]") {
  // Of an Ethernet frame of 14 + 1500 bytes the packet network counts 1502. The timer may be 1 ms
  // late, in which 10 Mbps fill 1250 bytes.
  CHECK(queueing_commands(wire(10, 0ms), true, "link0") ==
        "qdisc add dev link0 root handle 2: stab overhead -12 linklayer ethernet tbf rate "
        "10000000bit burst 2752 limit 2752\n"
        "qdisc add dev link0 parent 2:1 pfifo limit 1000\n");
}

TEST_CASE("A token bucket of a study is the bucket of the kernel", "[emulation]") {
  Link link = wire(10, 0ms);
  link.down = {5e6};
  link.burst = Bytes{100'000};
  link.peak = {100e6};
  CHECK_THAT(queueing_commands(link, false, "link0"),
             Contains("overhead -14 linklayer ethernet tbf rate 5000000bit burst 100000 limit "
                      "100000 peakrate 100000000bit mtu 14000\n"));
}

TEST_CASE("Delay and loss come before the bucket", "[emulation]") {
  Link link = wire(10, 5ms, 0.1);
  CHECK_THAT(queueing_commands(link, true, "link0"),
             Contains("root handle 1: netem limit 1000000 delay 5000us loss 10.000000%\n") &&
                 Contains("parent 1:1 handle 2: stab"));
  // Runs of 5: left with 20 %, entered with 20 % * 0.1 / 0.9.
  link.loss_burst = 5;
  CHECK_THAT(queueing_commands(link, true, "link0"), Contains("loss gemodel 2.222222% 20.000000%"));
}
