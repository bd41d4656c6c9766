#pragma once

#include <string>

#include "network/emulation/link_back_end.h"

namespace tiersim {

/// Checks whether this process may make the hosts and links of an EmulatedNetwork with this kind of
/// links. Returns which right or kernel feature is missing and how to get it, as one line of text.
/// Returns "" if nothing is missing. The check makes two hosts and a device of a link, and removes
/// them again.
std::string missing_rights(LinkBackEnd back_end);

}  // namespace tiersim
