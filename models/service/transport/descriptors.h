#pragma once

namespace tiersim::service {

/// Raises this process' limit of open descriptors to the most that the system allows. An endpoint
/// needs a descriptor for each connection.
void allow_many_descriptors();

}  // namespace tiersim::service
