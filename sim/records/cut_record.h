#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "sim/base/measured_time.h"
#include "sim/base/quantity.h"
#include "sim/records/field.h"

namespace tiersim {

/// A place where a model can be cut into two stages, and the cost of that cut. A row of the group
/// /cuts of a results file.
struct CutRecord {
  std::string layer;            ///< name of the last layer before the cut
  Bytes bytes;                  ///< size of what one request sends across the cut
  std::int64_t macs_before{0};  ///< multiply-accumulates of one request before the cut
  std::int64_t macs_after{0};   ///< multiply-accumulates of one request after the cut
  /// Median CPU time from the start of an inference of the whole model to the end of `layer`, on
  /// one unthrottled core.
  MeasuredTime before;
  /// Median CPU time of a whole inference on one unthrottled core, minus `before`; at least 0.
  MeasuredTime after;
};

/// The columns of /cuts that hold the members of a CutRecord.
inline constexpr auto kCutFields = std::make_tuple(
    Field{"layer", "", "the cut comes after it", &CutRecord::layer},
    Field{"bytes", "byte", "what one request then sends on", &CutRecord::bytes},
    Field{"macs_before", "", "multiply-accumulates of one request before the cut",
          &CutRecord::macs_before},
    Field{"macs_after", "", "multiply-accumulates of one request after the cut",
          &CutRecord::macs_after},
    Field{"before_ns", "ns", "median CPU time of that on one unthrottled core", &CutRecord::before},
    Field{"after_ns", "ns", "median CPU time of that on one unthrottled core", &CutRecord::after});

}  // namespace tiersim
