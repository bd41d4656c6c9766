#pragma once

#include <vector>

#include "models/subjects/subject.h"

namespace tiersim::models {

/// Returns the trained subjects (Subject) of 6 to 10 ms of float32 inference on one core, and their
/// students. Images are those of Fashion-MNIST at 64x64. Texts are the descriptions of Debian's
/// packages.
std::vector<Subject> midi_subjects();

}  // namespace tiersim::models
