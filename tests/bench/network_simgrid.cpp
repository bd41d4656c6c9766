#include <simgrid/s4u.hpp>

#include <string>
#include <vector>

#include "tests/bench/network_bare.h"

namespace tiersim::bench {

namespace s4u = simgrid::s4u;

void simgrid(const Request& request, int count) {
  std::vector<std::string> words{"bench_network", "--log=root.thresh:error",
                                 "--cfg=network/model:CM02", "--cfg=network/TCP-gamma:0",
                                 "--cfg=network/crosstraffic:0"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  int argument_count = static_cast<int>(arguments.size());
  s4u::Engine engine(&argument_count, arguments.data());
  s4u::NetZone* const zone = s4u::create_full_zone("all");
  s4u::Host *const client = zone->create_host("client", 1e9), *const server =
                                                                  zone->create_host("server", 1e9);
  const double bandwidth = request.mbps * 1e6 / 8 * 1448 / 1502;  // less every packet's headers
  for (const bool up : {true, false}) {
    const s4u::Link* const link = zone->create_link(up ? "up" : "down", bandwidth)
                                      ->set_latency(1e-9 * static_cast<double>(request.delay_ns))
                                      ->seal();
    zone->add_route((up ? client : server)->get_netpoint(), (up ? server : client)->get_netpoint(),
                    nullptr, nullptr, {s4u::LinkInRoute(link)}, false);
  }
  zone->seal();
  s4u::Mailbox *const up = s4u::Mailbox::by_name("up"), *const down = s4u::Mailbox::by_name("down");
  static int payload;
  s4u::Actor::create("client", client, [&] {
    for (int i = 0; i < count; ++i) {
      up->put(&payload, static_cast<std::uint64_t>(request.up));
      down->get<int>();
    }
  });
  s4u::Actor::create("server", server, [&] {
    for (int i = 0; i < count; ++i) {
      up->get<int>();
      down->put(&payload, static_cast<std::uint64_t>(request.down));
    }
  });
  engine.run();
}

}  // namespace tiersim::bench
