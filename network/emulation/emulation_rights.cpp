#include "network/emulation/emulation_rights.h"

#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <vector>

#include "network/emulation/host.h"
#include "network/emulation/kernel_link.h"
#include "network/emulation/tun_device.h"

namespace tiersim {

namespace {

void make_kernel_link(const std::vector<Host>& hosts) {
  try {
    KernelLink({hosts[0], hosts[1], 0, "near-far", 0}).prepare(Link{});
  } catch (const std::exception& error) {
    throw std::runtime_error(
        fmt::format("{} (run as root, with the kernel's modules veth and sch_tbf)", error.what()));
  }
}

}  // namespace

std::string missing_rights(LinkBackEnd back_end) {
  try {
    const std::vector<Host> hosts = make_hosts({{"near", "far"}, {}});
    if (back_end == LinkBackEnd::ns3)
      make_tun_device(hosts[0].network(), link_device(0));
    else
      make_kernel_link(hosts);
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace tiersim
