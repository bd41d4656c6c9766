#pragma once

#include <string>

#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// Reads the CSV file that `file` names, with the columns time_s and bandwidth_mbps, or time_s,
/// up_mbps and down_mbps. Times begin at 0 and increase. A looped trace begins again at the time of
/// its last row, whose rates are not used. Throws StudyError, and UserError naming the row. The
/// context of `file` keeps what was read.
LinkTraces read_link_traces(const Value& file, bool loop);

/// Reads the CSV file `name` with the column time_s: one request a row, times never decreasing.
/// `value` is where the study names it.
TracedArrivals read_arrival_trace(const Value& value, const std::string& name);

}  // namespace tiersim
