#pragma once

namespace tiersim::service {

/// Raises this process' soft limit of open file descriptors to its hard limit. An endpoint needs a
/// descriptor for each connection. Does nothing if the limits cannot be read or changed.
void allow_many_descriptors();

}  // namespace tiersim::service
