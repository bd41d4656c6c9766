#pragma once

#include <string>

#include "scenarios/measure/measured_study.h"

namespace tiersim {

/// Encodes a MeasuredStudy as CBOR (RFC 8949), for a journal or for another MPI rank. The counts
/// `prepared` and `measured` are not encoded.
std::string to_bytes(const MeasuredStudy& measured);

/// Decodes the bytes that to_bytes() made. Throws nlohmann::json::exception for other bytes.
MeasuredStudy measured_from_bytes(const std::string& bytes);

}  // namespace tiersim
