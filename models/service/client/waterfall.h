#pragma once

#include <functional>
#include <vector>

#include "models/service/client/plan_route.h"
#include "models/service/client/request_order.h"
#include "sim/journey.h"
#include "sim/network_model.h"
#include "sim/request.h"

namespace tiersim::service {

/// The type of a function that splits the time `took` of one message into the four parts of
/// MessageTimes, which must add up to `took`. `leg` says between which places the message travels.
/// `began` is the start of that time in nanoseconds of CLOCK_MONOTONIC. `connect` is the part of
/// `took` during which the sender waited for the connection. The function should use path_time()
/// and split_time() of network/link, so that emulated messages are split in the same way as
/// simulated ones.
using SplitMessage = std::function<MessageTimes(const Leg& leg, std::int64_t began, Duration took,
                                                Duration connect)>;

/// How long each step of one emulated request took (its waterfall), and when the request ended.
struct MeasuredWaterfall {
  Waterfall parts;
  /// The end of the request in nanoseconds of CLOCK_MONOTONIC. The parts add up to `finished` minus
  /// RequestReport::scheduled.
  std::int64_t finished{0};
};

/// Computes the waterfall of an emulated request from the stamps of its report. It has the same
/// parts as the waterfall of a simulated request with the same legs:
/// - A leg is a message or a stage. The time of a message begins at the end of the leg before it.
///   The first leg begins at RequestReport::scheduled. The time of a message ends when the receiver
///   has read the last byte. So it includes the time that the sender needs to hand the message
///   over.
/// - `queue` is the time from the end of the message until a worker takes the request. `load` is
///   the time from then until the worker has loaded the stage. `compute` is the time from then
///   until the worker has the output.
/// - A message between two processes of one place is no leg. Its time is part of the `queue` of the
///   stage at that place. If it follows the last message of the legs, it is part of that message.
/// - If the request was not answered, the rest of its time belongs to the leg in which it ended: to
///   the queueing of a message, or to the `queue` of a stage. A dropped request ends when the full
///   queue refuses it.
/// `split` splits the times of messages. Throws std::invalid_argument if `legs` is empty, if the
/// stamps go back in time, or if those of an answered request do not fit the legs. Throws
/// std::logic_error if the parts that `split` returns do not add up to the time of the message.
MeasuredWaterfall waterfall(const std::vector<Leg>& legs, const Endpoints& endpoints,
                            const RequestReport& report, const SplitMessage& split);

}  // namespace tiersim::service
