#pragma once

#include <map>
#include <string>

#include "models/protocol/model_spec.h"

namespace YAML {
class Emitter;
}

namespace tiersim {

/// The key `models` of a study, its paths as they were written; nothing where there are none.
void print_models(const std::map<std::string, ModelSpec>& models, YAML::Emitter& out);

}  // namespace tiersim
