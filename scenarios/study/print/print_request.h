#pragma once

#include <yaml-cpp/yaml.h>

#include "scenarios/study/study.h"

namespace tiersim {

/// The key `request` of a study, with every default.
void print_request(const RequestSettings& request, YAML::Emitter& out);

/// The keys of a tier that say how it serves its waiting line, where they are not the defaults.
void print_queue(const QueueSettings& queue, YAML::Emitter& out);

}  // namespace tiersim
