#pragma once

#include <map>
#include <memory>
#include <string>

#include "network/link/rate_trace.h"
#include "sim/arrivals.h"
#include "sim/results/results.h"

namespace tiersim {

struct ImportedProfiles;

/// The contents of files that a study names. They are used in place of the files on the disk.
struct StudyFiles {
  std::map<std::string, std::string> texts;          ///< of traces, by the path in the study
  std::shared_ptr<const ImportedProfiles> profiles;  ///< of the file that `profiles` names
};

/// The rates of a link in each direction.
struct LinkTraces {
  std::shared_ptr<const RateTrace> up, down;
};

/// What reading a document gathers besides the study. A document itself does not change while it
/// is read. All points of a sweep are read with one context, so that each file is read once.
struct ReadContext {
  /// The replaced values that were read, by path, in the base unit of their kind.
  std::map<std::string, SweepValue> taken;
  StudyFiles files;
  std::map<std::string, LinkTraces> link_traces;         ///< by path of the file and loop
  std::map<std::string, TracedArrivals> arrival_traces;  ///< by path of the file
};

}  // namespace tiersim
