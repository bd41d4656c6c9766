#include "network/emulation/tun_device.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>

#include <cstring>
#include <stdexcept>

#include "network/emulation/iproute.h"

namespace tiersim {
namespace {

/// Packets that the device holds until they are read. ns-3 has the link's own queue, so that this
/// one has to be longer than any window.
constexpr int kWaiting = 20'000;

}  // namespace

OwnedFd make_tun_device(const NetworkNamespace& network, const std::string& name) {
  OwnedFd device;
  network.run_inside([&] {
    device = OwnedFd(open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK));
    if (device.get() < 0)
      throw std::runtime_error(
          "/dev/net/tun cannot be opened (run as root and load the kernel's module tun; a "
          "container "
          "needs that device)");
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    name.copy(request.ifr_name, IFNAMSIZ - 1);
    checked(ioctl(device.get(), TUNSETIFF, &request), "make a TUN device (run as root)");
    run_ip(fmt::format("link set {} up txqueuelen {} gso_max_segs 1\n", name, kWaiting));
  });
  return device;
}

}  // namespace tiersim
