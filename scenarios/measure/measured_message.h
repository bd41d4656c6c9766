#pragma once

#include <string>

#include "scenarios/measure/measured_study.h"

namespace tiersim {

/// All that was measured of a study as bytes (CBOR), for a journal or another machine.
std::string to_bytes(const MeasuredStudy& measured);

/// Throws nlohmann::json::exception for bytes that to_bytes() did not make.
MeasuredStudy measured_from_bytes(const std::string& bytes);

}  // namespace tiersim
