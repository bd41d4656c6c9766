#include "network/emulation/real_time_link.h"

#include <ns3/config.h>
#include <ns3/internet-stack-helper.h>
#include <ns3/node-container.h>
#include <ns3/rng-seed-manager.h>
#include <ns3/simulator.h>
#include <unistd.h>

#include <chrono>

#include "network/emulation/real_time_scheduler.h"
#include "network/emulation/tun_port.h"
#include "network/packet/installed_link.h"
#include "sim/clock.h"

namespace tiersim {
namespace {

constexpr std::int64_t kFirstRealTimeStream = 1000;

constexpr Duration kForEver = std::chrono::hours(24 * 365 * 10);

/// A simulator whose events wait for their time. It forgets what the parent process did with ns-3.
ns3::Ptr<RealTimeScheduler> make_simulator(std::uint64_t seed) {
  ns3::Simulator::Destroy();
  ns3::Config::Reset();
  ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(seed >> 33) + 1);
  ns3::RngSeedManager::SetRun(seed & 0xffffffff);
  return RealTimeScheduler::install();
}

/// Two nodes with an internet stack.
ns3::NodeContainer make_nodes(std::int64_t& stream) {
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
        scheduler_(make_simulator(settings.seed)),
        nodes_(make_nodes(stream_)),
        link_(settings.link, settings.number,
              {nodes_.Get(0),
               nodes_.Get(1),
               {},
               settings.seed,
               std::to_string(settings.number),
               stream_}),
        near_(nodes_.Get(0), link_.device(true), settings.near, *scheduler_, *settings.lag),
        far_(nodes_.Get(1), link_.device(false), settings.far, *scheduler_, *settings.lag) {}

  [[noreturn]] void run() {
    link_.start();
    schedule(kForEver, [] {});  // a simulation without events would end
    scheduler_->begin({{settings_.near, [this] { near_.take_waiting(); }},
                       {settings_.far, [this] { far_.take_waiting(); }},
                       {settings_.parent, [] { _exit(0); }}});
    ns3::Simulator::Run();
    _exit(1);
  }

 private:
  const Settings settings_;
  std::int64_t stream_{kFirstRealTimeStream};
  ns3::Ptr<RealTimeScheduler> scheduler_;
  ns3::NodeContainer nodes_;
  InstalledLink link_;
  TunPort near_, far_;
};

RealTimeLink::RealTimeLink(const Settings& settings) : impl_(std::make_unique<Impl>(settings)) {}
RealTimeLink::~RealTimeLink() = default;

void RealTimeLink::run() { impl_->run(); }

}  // namespace tiersim
