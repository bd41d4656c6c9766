#pragma once

#include <functional>
#include <vector>

#include "models/service/client/plan_route.h"
#include "models/service/client/request_order.h"
#include "sim/journey.h"
#include "sim/network_model.h"
#include "sim/request.h"

namespace tiersim::service {

/// Splits the time that a message took into the parts that results have. `began` is when its time
/// began, in nanoseconds of CLOCK_MONOTONIC. `connect` is the part that its sender waited for the
/// connection. Use path_time() and split_time() of network/link, so that
/// an emulated message is split as a simulated one.
using SplitMessage = std::function<MessageTimes(const Leg& leg, std::int64_t began, Duration took,
                                                Duration connect)>;

/// A request's waterfall and its end.
struct MeasuredWaterfall {
  Waterfall parts;
  /// CLOCK_MONOTONIC, nanoseconds. The parts add up to `finished` minus the report's `scheduled`.
  std::int64_t finished{0};
};

/// The waterfall of an emulated request. It has the parts that a simulated request of the same legs
/// has:
/// - A message takes from the end of the leg before it (at first: from `scheduled`) until its last
///   byte was read. So the time that a process needs to hand the message on belongs to the message.
/// - `queue` is the time from the end of the message until a worker began, `load` the time until
/// the
///   worker had loaded the model, `compute` the time until it had the output.
/// - A hand-over between two processes of one place is no message. It counts as `queue` of the
/// stage
///   there, and after the last message it counts as part of that message.
/// - If the request was not answered, the rest of its time goes to the leg that it was in: of a
///   message to its queueing, of a stage to `queue`. A dropped request ends when the full line
///   refused it.
/// Throws std::invalid_argument if an answer's stamps do not fit the legs, or go back in time.
MeasuredWaterfall waterfall(const std::vector<Leg>& legs, const Endpoints& endpoints,
                            const RequestReport& report, const SplitMessage& split);

}  // namespace tiersim::service
