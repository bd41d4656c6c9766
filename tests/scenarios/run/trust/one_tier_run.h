#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "scenarios/run/trust/finished_run.h"

namespace tiersim {

/// A run of 10 requests in 1 s: payloads of 14,480 bytes from mobile to edge over 10 Mbps, 10 ms of
/// computing by one worker there, answers of 1,448 bytes. A payload takes 20 ms, an answer 10 ms.
struct OneTierRun {
  Topology topology{{"mobile", "edge", "cloud"}, {{0, 1, {}}}};
  StageProfile profile;
  Scenario scenario;
  std::vector<RequestRecord> requests;

  OneTierRun() {
    link().up = link().down = {10e6};
    link().delay = std::chrono::milliseconds(10);
    profile.tier = "edge";
    profile.service = std::vector<MeasuredTime>(20, MeasuredTime{10'000'000});
    scenario.journey = direct_journey({"edge"});
    scenario.profiles = {{{1, &profile}}};
    scenario.queues = {{}};
    scenario.payload = {{14'480}};
    scenario.answer = {1'448};
    scenario.arrivals = OpenLoop{10, true};
    for (int i = 0; i < 10; ++i) add_request(Duration{0});
  }
  OneTierRun(const OneTierRun&) = delete;
  OneTierRun& operator=(const OneTierRun&) = delete;

  Link& link() { return topology.links[0].link; }

  /// Adds a request that waits so long at the tier.
  void add_request(Duration wait) {
    using std::chrono::milliseconds;
    RequestRecord& request = requests.emplace_back();
    request.index = static_cast<std::int64_t>(requests.size()) - 1;
    // A payload: connect, transmission, propagation, queueing; a stage: queue, load, compute.
    request.waterfall.parts = {Duration{0}, milliseconds(10), milliseconds(10), Duration{0},
                               wait,        Duration{0},      milliseconds(10), Duration{0},
                               Duration{0}, milliseconds(10), Duration{0}};
  }

  FinishedRun finished() const {
    FinishedRun run{topology, scenario, requests, Transport{}};
    run.busy = {std::chrono::milliseconds(100)};  // 10 requests of 10 ms
    run.span = std::chrono::seconds(1);
    return run;
  }
};

}  // namespace tiersim
