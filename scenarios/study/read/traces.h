#pragma once

#include <filesystem>
#include <memory>

#include "network/link/rate_trace.h"
#include "scenarios/study/yaml/document.h"
#include "sim/arrivals.h"

namespace tiersim {

/// The rates of a link, each way.
struct LinkTraces {
  std::shared_ptr<const RateTrace> up, down;
};

/// Reads the CSV file that `value` names, "FILE.csv" or {file: FILE.csv, loop: true}, with the
/// columns time_s and bandwidth_mbps, or time_s, up_mbps and down_mbps; times begin at 0 and
/// increase. Looped, it begins anew at the time of its last row, whose rates are not used. Throws
/// StudyError, and UserError naming the row. A file is read once for a document.
LinkTraces read_link_traces(const Value& value);

/// Reads the CSV file `name` with the column time_s: one request a row, times never decreasing.
/// `value` is where the study names it.
TracedArrivals read_arrival_trace(const Value& value, const std::string& name);

}  // namespace tiersim
