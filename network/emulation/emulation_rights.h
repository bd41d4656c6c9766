#pragma once

#include <string>

#include "network/emulation/link_back_end.h"

namespace tiersim {

/// Whether this process may make the hosts and links of a back end. Returns what is missing and
/// what to do, in one line; empty if nothing is missing. It tries each step that needs a right, in
/// a namespace that vanishes afterwards.
std::string missing_rights(LinkBackEnd back_end);

}  // namespace tiersim
