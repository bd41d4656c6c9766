#pragma once

#include <cstddef>

#include "sim/base/random_streams.h"
#include "sim/request.h"
#include "sim/simulate.h"

namespace tiersim {

/// Makes the stream of random numbers for choose_sample(). Equal values of Scenario::sample_seed
/// give equal streams.
RandomStream sample_stream(const Scenario& scenario);

/// Chooses the test sample of a request at random and with replacement. Sets RequestRecord::sample,
/// and sets `prediction` and `correct` to what was recorded for that sample. `samples` is the
/// stream that sample_stream() made. Changes nothing if the scenario has no recorded predictions.
void choose_sample(const Scenario& scenario, RandomStream& samples, RequestRecord& record);

/// Sets RequestRecord::prediction to the class that a tier has computed for the request, and sets
/// `correct` accordingly. Changes nothing if the scenario has no labels of its test samples, or if
/// `prediction` is negative. The record must have a sample.
void set_prediction(const Scenario& scenario, int prediction, RequestRecord& record);

/// Returns the size of the message that `leg` describes (Leg::message), for a request that carries
/// the test sample `sample`. If `sample` is -1 (unknown), the size is that of the first sample.
/// Throws std::out_of_range if the message is the request's payload and the scenario has no size
/// for the sample.
Bytes message_size(const Scenario& scenario, const Leg& leg, std::int64_t sample);

/// Whether each request of the scenario opens new connections. If not, all requests of a client use
/// the same connections, which stay open.
bool has_own_connections(const Scenario& scenario);

}  // namespace tiersim
