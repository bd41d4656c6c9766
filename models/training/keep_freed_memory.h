#pragma once

namespace tiersim::models {

/// From the first call on, this process keeps memory that it frees, to use it again. By default,
/// glibc returns large pieces to the system at once. Training and evaluating free large tensors
/// after every layer, and getting them back from the system takes longer than computing them.
void keep_freed_memory();

}  // namespace tiersim::models
