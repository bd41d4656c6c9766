#include "scenarios/study/tables/network.h"

namespace tiersim {
namespace {

Key<Transport> protocol_key() {
  using Protocol = Transport::Protocol;
  return key<Transport>("transport", &Transport::protocol,
                        one_of<Protocol>({{"tcp", Protocol::tcp}, {"udp", Protocol::udp}}),
                        "With `udp`, a message that loses a packet is lost. It needs "
                        "`request.timeout`.",
                        {"tcp", "udp"});
}

Key<Transport> congestion_control_key() {
  using Control = Transport::CongestionControl;
  return key<Transport>("congestion_control", &Transport::congestion_control,
                        one_of<Control>({{"cubic", Control::cubic},
                                         {"linux-reno", Control::linux_reno},
                                         {"newreno", Control::newreno}}),
                        "Congestion control of TCP.", {"cubic", "linux-reno", "newreno"});
}

ValueType<Fidelity> fidelity() {
  std::vector<std::pair<std::string, Fidelity>> choices;
  for (const Fidelity choice : {Fidelity::packet, Fidelity::coarse, Fidelity::analytic})
    choices.emplace_back(name_of(choice), choice);
  return one_of(choices);
}

}  // namespace

const KeyTable<NetworkSettings>& network_keys() {
  static const KeyTable<NetworkSettings> table({
      key<NetworkSettings>(
          "fidelity", &NetworkSettings::fidelity, fidelity(),
          "`packet`: every packet is simulated. `coarse`: large segments where nothing contends, "
          "else packets; the size is chosen for each scenario and kept in its row. `analytic`: "
          "closed forms. docs/network-fidelity.md compares them.",
          {"packet", "coarse", "analytic"}),
      inside<NetworkSettings>(&NetworkSettings::transport, protocol_key()),
      inside<NetworkSettings>(&NetworkSettings::transport, congestion_control_key()),
      key<NetworkSettings>("connection", &NetworkSettings::connection_per_request,
                           one_of<bool>({{"kept", false}, {"per-request", true}}),
                           "With `per-request`, each request opens its own connection.",
                           {"kept", "per-request"}),
  });
  return table;
}

const KeyTable<EmulationSettings>& emulation_keys() {
  static const KeyTable<EmulationSettings> table({
      key<EmulationSettings>(
          "links", &EmulationSettings::links,
          one_of<LinkBackEnd>({{name_of(LinkBackEnd::ns3), LinkBackEnd::ns3},
                               {name_of(LinkBackEnd::kernel), LinkBackEnd::kernel}}),
          "What carries packets in real time. `ns3`: ns-3's real-time scheduler, up to "
          "500 Mbps. `kernel`: Linux's token bucket, without traces, background or jitter; "
          "delay and loss only where the kernel has netem.",
          {"ns3", "kernel"}),
  });
  return table;
}

}  // namespace tiersim
