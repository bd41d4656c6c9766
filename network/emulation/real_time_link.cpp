#include "network/emulation/real_time_link.h"

#include <ns3/config.h>
#include <ns3/global-value.h>
#include <ns3/internet-stack-helper.h>
#include <ns3/node-container.h>
#include <ns3/rng-seed-manager.h>
#include <ns3/simulator.h>
#include <ns3/string.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <thread>

#include "network/emulation/tun_port.h"
#include "network/packet/installed_link.h"
#include "sim/clock.h"

namespace tiersim {
namespace {

constexpr std::int64_t kFirstRealTimeStream = 1000;

/// Two nodes with an internet stack, on the real-time simulator. It forgets what the parent process
/// did with ns-3.
ns3::NodeContainer make_nodes(std::uint64_t seed, std::int64_t& stream) {
  ns3::Simulator::Destroy();
  ns3::Config::Reset();
  ns3::GlobalValue::Bind("SimulatorImplementationType",
                         ns3::StringValue("ns3::RealtimeSimulatorImpl"));
  ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(seed >> 33) + 1);
  ns3::RngSeedManager::SetRun(seed & 0xffffffff);
  ns3::NodeContainer nodes(2);
  ns3::InternetStackHelper stack;
  stack.SetIpv6StackInstall(false);
  stack.Install(nodes);
  stream += stack.AssignStreams(nodes, stream);
  return nodes;
}

}  // namespace

class RealTimeLink::Impl {
 public:
  explicit Impl(const Settings& settings)
      : settings_(settings),
        nodes_(make_nodes(settings.seed, stream_)),
        link_(settings.link, settings.number,
              {nodes_.Get(0),
               nodes_.Get(1),
               {},
               settings.seed,
               std::to_string(settings.number),
               stream_}),
        near_(nodes_.Get(0), link_.device(true), settings.near, *settings.lag),
        far_(nodes_.Get(1), link_.device(false), settings.far, *settings.lag) {}

  [[noreturn]] void run() {
    link_.start();
    // Packets enter when the clock runs, not before.
    schedule(Duration{0}, [this] { std::thread([this] { take_packets(); }).detach(); });
    ns3::Simulator::Run();
    _exit(0);
  }

 private:
  [[noreturn]] void take_packets() {
    std::array<pollfd, 3> waiting{pollfd{near_.tun(), POLLIN, 0}, pollfd{far_.tun(), POLLIN, 0},
                                  pollfd{settings_.parent, POLLIN, 0}};
    while (true) {
      if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) _exit(1);
      if (waiting[2].revents != 0) _exit(0);
      if (waiting[0].revents != 0) near_.take_waiting();
      if (waiting[1].revents != 0) far_.take_waiting();
    }
  }

  const Settings settings_;
  std::int64_t stream_{kFirstRealTimeStream};
  ns3::NodeContainer nodes_;
  InstalledLink link_;
  TunPort near_, far_;
};

RealTimeLink::RealTimeLink(const Settings& settings) : impl_(std::make_unique<Impl>(settings)) {}
RealTimeLink::~RealTimeLink() = default;

void RealTimeLink::run() { impl_->run(); }

}  // namespace tiersim
