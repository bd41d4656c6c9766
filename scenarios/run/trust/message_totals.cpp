#include "scenarios/run/trust/message_totals.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "network/link/packet_sizes.h"
#include "sim/scenario_requests.h"

namespace tiersim {
namespace {

double on_wire(Bytes size, Transport::Protocol protocol) {
  const bool tcp = protocol == Transport::Protocol::tcp;
  const std::int64_t payload = tcp ? kTcpPayload : kUdpPayload;
  const std::int64_t packets = (size.value + payload - 1) / payload;
  return static_cast<double>(size.value + packets * (tcp ? kTcpHeaders : kUdpHeaders));
}

Duration time_of(const RequestRecord& request, const Leg& leg) {
  const auto first = request.waterfall.parts.begin() + static_cast<std::ptrdiff_t>(leg.first_step);
  return std::accumulate(first, first + std::size(kMessageSteps), Duration{0});
}

MessageTotal total_of(const FinishedRun& run, const Leg& leg) {
  const Topology& topology = run.topology;
  MessageTotal total;
  total.path = topology.path(topology.place(leg.from), topology.place(leg.to));
  for (const RequestRecord& request : run.requests) {
    const Duration time = time_of(request, leg);
    if (time == Duration{0}) continue;
    const Bytes size = message_size(run.scenario, leg, request.sample);
    total.bytes += on_wire(size, run.transport.protocol);
    total.largest = std::max(total.largest, size.value);
    total.time += static_cast<double>(time.count());
  }
  return total;
}

}  // namespace

std::vector<MessageTotal> message_totals(const FinishedRun& run) {
  std::vector<MessageTotal> totals;
  for (const Leg& leg : legs_of(run.scenario.journey, run.scenario.origin))
    if (leg.is_message) totals.push_back(total_of(run, leg));
  return totals;
}

}  // namespace tiersim
