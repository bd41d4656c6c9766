#include "scenarios/run/trust/fidelity_error.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/run/trust/one_tier_run.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// A message of 100 kB over 10 Mbps and 10 ms, in one or several messages at once.
struct OneMessage : OneTierRun {
  FinishedRun run;
  OneMessage(Fidelity fidelity, bool contended) : run(finished()) {
    run.fidelity = fidelity;
    run.packets_per_segment = fidelity == Fidelity::coarse ? 41 : 1;
    run.traffic.contended = contended;
    scenario.arrivals = ClosedLoop{};
  }
  MessageError of(std::int64_t size = 100'000) const {
    return message_error(run, {{0, true}}, {size});
  }
};

}  // namespace

TEST_CASE("Packets are the reference", "[trust]") {
  OneMessage packet(Fidelity::packet, true);
  packet.link().loss = {0.5};
  CHECK(packet.of().error == 0);
  CHECK(packet.of().untested.empty());
  OneMessage coarse(Fidelity::coarse, true);
  coarse.run.packets_per_segment = 1;  // where single packets matter
  CHECK(coarse.of().error == 0);
}

TEST_CASE("A message alone has the error of its cell", "[trust]") {
  CHECK(OneMessage(Fidelity::coarse, false).of().error == Approx(0.0003));    // warm: -0.03
  CHECK(OneMessage(Fidelity::analytic, false).of().error == Approx(0.0000));  // warm: -0.00
  OneMessage cold(Fidelity::coarse, false);
  cold.run.traffic.cold = true;
  CHECK(cold.of().error == Approx(0.0097));  // cold: +0.97
  CHECK(cold.of().region == "cold alone");
}

TEST_CASE("Several clients have the errors of two or of four of them", "[trust]") {
  OneMessage together(Fidelity::analytic, true);
  together.scenario.clients = 2;
  CHECK(together.of(1'000'000).error == Approx(0.009));  // warm: -0.9 / +8.9
  together.scenario.clients = 3;
  CHECK(together.of(1'000'000).error == Approx(0.089));
  together.scenario.connection_per_request = true;  // cold: +6.1 / -3.8
  CHECK(together.of(1'000'000).error == Approx(0.061));
  CHECK(together.of().region == "cold together");
  CHECK(together.of().untested.empty());
  together.scenario.clients = 5;
  CHECK(together.of().untested == "5 clients");
}

TEST_CASE("Requests that come at times of their own have the larger of both errors", "[trust]") {
  OneMessage open(Fidelity::analytic, true);
  open.scenario.arrivals = OpenLoop{1, true};
  CHECK(open.of(1'000'000).error == Approx(0.089));
  CHECK(open.of(1'000'000).untested.empty());
}

TEST_CASE("Losses and other disturbances add their tables", "[trust]") {
  OneMessage lossy(Fidelity::analytic, false);
  lossy.link().loss = {0.005};  // -0 at 0.1 %, +5 at 1 %
  CHECK(lossy.of().error == Approx(0.05));
  CHECK(lossy.of().region == "warm alone, loss");
  lossy.link().loss = {0.05};
  CHECK(lossy.of().untested == "a loss of 5 %");
  OneMessage jitter(Fidelity::analytic, false);
  jitter.link().jitter = 1ms;
  CHECK(jitter.of().error == Approx(0.002));
  OneMessage traced(Fidelity::analytic, true);
  traced.link().up_trace = std::make_shared<RateTrace>(RateTrace{{{0s, {10e6}}}, 0s});
  CHECK(traced.of().error == Approx(0.081));
}

TEST_CASE("What the grid does not have is named", "[trust]") {
  OneMessage far(Fidelity::analytic, false);
  CHECK(far.of(20'000'000).untested.empty());  // twice the largest size
  CHECK(far.of(21'000'000).untested == "a message of 21 MB");
  far.link().delay = 300ms;
  CHECK(far.of().untested == "a delay of 300 ms");
  far.link().up = {100e3};
  CHECK(far.of().untested == "a bandwidth of 100 kbps");
  OneMessage queue(Fidelity::analytic, false);
  queue.link().queue = 100;
  CHECK(queue.of().untested == "a queue of 100 packets");
}

TEST_CASE("The error of a scenario is that of its messages, by their share of the latency",
          "[trust]") {
  // Payloads of 1 MB take 20 of 40 ms, answers 10. With four clients +8.9 and (10 kB) +0.0.
  OneMessage four(Fidelity::analytic, true);
  four.scenario.clients = 4;
  four.scenario.payload = {{1'000'000}};
  const auto error = [&] { return fidelity_evidence(four.run, message_totals(four.run)); };
  CHECK(error().error == Approx(0.089 * 20 / 40));
  CHECK(error().region == "warm together");
  CHECK(error().name == "analytic");
  // A wait at the tier does not make the error smaller.
  for (RequestRecord& request : four.requests) request.waterfall.parts[4] = 1s;
  CHECK(error().error == Approx(0.089 * 20 / 40));
}

TEST_CASE("An emulated network has no known error of a fidelity", "[trust]") {
  OneMessage emulated(Fidelity::analytic, true);
  emulated.run.emulated = true;
  CHECK(fidelity_evidence(emulated.run, message_totals(emulated.run)).name.empty());
}
