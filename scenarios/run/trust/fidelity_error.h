#pragma once

#include <string>
#include <vector>

#include "scenarios/run/trust/evidence.h"
#include "scenarios/run/trust/finished_run.h"
#include "scenarios/run/trust/message_totals.h"

namespace tiersim {

/// The known error of one message, as a fraction of its time.
struct MessageError {
  double error{0};
  std::string region;    ///< the tables that it is from: "warm together, jitter"
  std::string untested;  ///< what no table has; "" if the tables have all
};

/// Returns the known error of a message of `size` on `path`, from the tables of
/// docs/network-fidelity.md. If several tables apply, it is the largest of their errors. `packet`,
/// and `coarse` with single packets, are the reference: their error is 0.
MessageError message_error(const FinishedRun& run, const std::vector<Topology::Hop>& path,
                           Bytes size);

/// Returns the known error of the whole scenario: of each message, weighted by its share of the
/// latency. Waits at tiers do not count as latency here, so that the error does not shrink when
/// they grow. `totals` are those of message_totals().
FidelityEvidence fidelity_evidence(const FinishedRun& run, const std::vector<MessageTotal>& totals);

}  // namespace tiersim
