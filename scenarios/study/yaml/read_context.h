#pragma once

#include <map>
#include <memory>
#include <string>

#include "network/link/rate_trace.h"
#include "sim/arrivals.h"
#include "sim/results/results.h"

namespace tiersim {

struct ImportedProfiles;

/// The contents of files that a study names. A content that is here is used in place of the file on
/// the disk.
struct StudyFiles {
  std::map<std::string, std::string> texts;          ///< contents of traces, by path in the study
  std::shared_ptr<const ImportedProfiles> profiles;  ///< content of the imported profiles
};

/// The rates of a link over time, one trace for each direction: `up` leads away from the place
/// where requests start.
struct LinkTraces {
  std::shared_ptr<const RateTrace> up, down;
};

/// What the reading of a document collects: the values of --set and of the sweep that were used,
/// and the content of the files that were read. All points of a sweep are read with one context, so
/// that each file is read once.
struct ReadContext {
  /// The values of --set and of the sweep that were used while the document was read, by path of
  /// the setting. Numbers are in the base unit of their kind (bit/s, byte, ns).
  std::map<std::string, SweepValue> taken;
  StudyFiles files;
  /// Traces of links that were read. The key has the path of the file and whether the trace
  /// repeats.
  std::map<std::string, LinkTraces> link_traces;
  std::map<std::string, TracedArrivals> arrival_traces;  ///< arrival times that were read, by file
};

}  // namespace tiersim
