#pragma once

#include "network/emulation/host.h"
#include "network/emulation/link_check.h"
#include "network/link/link.h"

namespace tiersim {

/// Measures an emulated link with real sockets in its two hosts: the rate in each direction with a
/// long transfer, the round trip and the losses with small UDP datagrams and their echoes. `link`
/// has the settings that the link should have. It must have no trace and no background traffic, and
/// nothing else may use it meanwhile. `link` and `name` of the result are not set, and `problem`
/// does not name the link. Throws std::system_error if a socket fails.
///
/// Rates are measured with TCP, or with UDP if TCP would not fill the link. TCP would not fill a
/// link that loses packets, that has a queue of less than Link::kHostQueue packets, that has the
/// discipline fq_codel, or that has more than 200 packets in flight.
///
/// `problem` is set if a measured value differs too much from the wanted one. A rate may differ by
/// 5 %, and a round trip by 5 % or 0.5 ms, whichever is more. If the link has losses or jitter,
/// four standard errors of these random effects are added. A measured loss may differ by four
/// standard errors only, so a link without losses must lose no packet.
LinkCheck probe_link(const Host& near, const Host& far, const Link& link);

}  // namespace tiersim
