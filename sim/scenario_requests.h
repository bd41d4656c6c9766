#pragma once

#include <cstddef>

#include "sim/base/random_streams.h"
#include "sim/request.h"
#include "sim/simulate.h"

namespace tiersim {

/// The stream from which the test samples of a scenario's requests are drawn.
RandomStream sample_stream(const Scenario& scenario);

/// Draws the test sample of a request, and sets `sample`, `prediction` and `correct` of its record.
/// Changes nothing if the scenario knows no predictions.
void choose_sample(const Scenario& scenario, RandomStream& samples, RequestRecord& record);

/// Replaces the known prediction of a request by the class that a tier has just computed for it.
/// Changes nothing if the classes of the samples are unknown, or if `prediction` is negative.
void set_prediction(const Scenario& scenario, int prediction, RequestRecord& record);

/// The size of the message of a leg, for a request about `sample`. A request without a sample (-1)
/// has messages as large as those of the first sample.
Bytes message_size(const Scenario& scenario, const Leg& leg, std::int64_t sample);

/// Whether every request of the scenario opens connections of its own.
bool has_own_connections(const Scenario& scenario);

}  // namespace tiersim
