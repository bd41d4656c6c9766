#include "network/emulation/ns3_link.h"

#include "network/emulation/tun_device.h"

namespace tiersim {

Ns3Link::Ns3Link(const EmulatedLinkSite& site)
    : site_(site),
      near_(make_tun_device(site.near.network(), link_device(site.number))),
      far_(make_tun_device(site.far.network(), link_device(site.number))) {}

void Ns3Link::prepare(const Link& link) {
  process_.reset();
  RealTimeLink::Settings settings;
  settings.link = link;
  settings.number = site_.number;
  settings.name = site_.name;
  settings.seed = site_.seed;
  settings.near = near_.get();
  settings.far = far_.get();
  process_ = std::make_unique<LinkProcess>(settings);
  process_->wait_until_ready();
}

void Ns3Link::begin() { process_->begin(); }

}  // namespace tiersim
