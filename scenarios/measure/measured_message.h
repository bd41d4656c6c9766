#pragma once

#include <string>

#include "scenarios/measure/measured_study.h"

namespace tiersim {

/// Everything that was measured for a study, as bytes (CBOR) for a journal or another machine.
std::string to_bytes(const MeasuredStudy& measured);

/// Throws nlohmann::json::exception if to_bytes() did not make the bytes.
MeasuredStudy measured_from_bytes(const std::string& bytes);

}  // namespace tiersim
