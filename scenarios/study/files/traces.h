#pragma once

#include <string>

#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// Reads the rates of a link over time from a CSV file, whose path is the value `file`. The columns
/// are time_s and bandwidth_mbps (both directions), or time_s, up_mbps and down_mbps. Times are in
/// seconds, begin at 0 and increase; rates are in Mbps. With `loop`, the trace begins again at the
/// time of its last row, and the rates of that row are not used. The context of `file` stores the
/// result, so that a file is read once. Throws StudyError if the file cannot be read, and
/// UserError, which names the line, for a mistake in it.
LinkTraces read_link_traces(const Value& file, bool loop);

/// Reads the arrival times of requests from the CSV file `name`, a path relative to value.folder().
/// Its one column is time_s, in seconds: one request a row, times never decreasing. `value` is the
/// setting that names the file; its context stores the result, so that a file is read once. Throws
/// StudyError if the file cannot be read, and UserError, which names the line, for a mistake in it.
TracedArrivals read_arrival_trace(const Value& value, const std::string& name);

}  // namespace tiersim
