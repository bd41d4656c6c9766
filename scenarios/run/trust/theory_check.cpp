#include "scenarios/run/trust/theory_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "scenarios/run/trust/waiting_time.h"

namespace tiersim {
namespace {

constexpr double kStudent = 2.262;        // of 9 degrees of freedom, two-sided 95 %
constexpr double kRelaxations = 3;        // in a batch
constexpr std::int64_t kLeastBatch = 10;  // requests
// What the wait may differ without any effect on the latency: a share of the mean service time.
constexpr double kNegligible = 0.05;
// What the approximation for several workers may be off.
constexpr double kApproximation = 0.05;
// Messages change the times between arrivals if their times vary by more than this share of the
// mean service time.
constexpr double kSteady = 0.01;

/// Why no closed form applies, as far as the scenario's settings say; "" if one does.
std::string wrong_settings(const Scenario& scenario) {
  const auto* open = std::get_if<OpenLoop>(&scenario.arrivals);
  if (!open || !open->poisson) return "arrivals are not Poisson";
  if (scenario.queues.size() != 1) return "several tiers compute";
  if (scenario.live || scenario.profiles.size() != 1) return "the tier computes live";
  if (scenario.cold_start) return "starts are cold";
  const QueueSettings& queue = scenario.queues.front();
  if (queue.batch > 1) return "the tier serves batches";
  if (queue.limit != QueueSettings{}.limit) return "the queue is limited";
  if (scenario.timeout) return "clients give up";
  return "";
}

const Leg& only_stage(const std::vector<Leg>& legs) {
  return *std::find_if(legs.begin(), legs.end(), [](const Leg& leg) { return !leg.is_message; });
}

/// How much later than with the fastest messages a request arrives at the tier, mean, ns.
double mean_displacement(const FinishedRun& run, const Leg& stage) {
  double sum = 0, least = std::numeric_limits<double>::infinity();
  for (const RequestRecord& request : run.requests) {
    const auto begin = request.waterfall.parts.begin();
    const auto before = static_cast<double>(
        std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(stage.first_step), Duration{0})
            .count());
    sum += before;
    least = std::min(least, before);
  }
  return sum / static_cast<double>(run.requests.size()) - least;
}

TheoryEvidence without_form(std::string reason) {
  TheoryEvidence evidence;
  evidence.reason = std::move(reason);
  return evidence;
}

}  // namespace

MeanWait mean_wait_of(const std::vector<double>& series) {
  const std::size_t length = series.size() / kWaitBatches;
  std::vector<double> means;
  for (std::size_t batch = 1; batch < kWaitBatches; ++batch) {
    double sum = 0;
    for (std::size_t i = batch * length; i < (batch + 1) * length; ++i) sum += series[i];
    means.push_back(sum / static_cast<double>(length));
  }
  const auto count = static_cast<double>(means.size());
  double sum = 0, squares = 0;
  for (const double mean : means) sum += mean;
  for (const double mean : means) squares += (mean - sum / count) * (mean - sum / count);
  return {sum / count, kStudent * std::sqrt(squares / (count - 1) / count)};
}

std::int64_t requests_for_check(double relaxation) {
  const auto batch = static_cast<std::int64_t>(std::ceil(kRelaxations * relaxation));
  return static_cast<std::int64_t>(kWaitBatches) * std::max(kLeastBatch, batch);
}

TheoryEvidence check_theory(const FinishedRun& run) {
  const Scenario& scenario = run.scenario;
  if (std::string wrong = wrong_settings(scenario); !wrong.empty()) return without_form(wrong);
  if (run.requests.empty()) return without_form("there are no requests");
  const int workers = scenario.queues.front().workers;
  const ServiceMoments service =
      ServiceMoments::of(scenario.profiles.front().begin()->second->service);
  const double rate = std::get<OpenLoop>(scenario.arrivals).rate / 1e9;  // per ns
  TheoryEvidence evidence;
  evidence.load = rate * service.mean / workers;
  if (evidence.load >= 1) return without_form("the tier is overloaded");
  const std::vector<Leg> legs = legs_of(scenario.journey, scenario.origin);
  const Leg& stage = only_stage(legs);
  if (mean_displacement(run, stage) > kSteady * service.mean)
    return without_form("the times of messages vary");
  evidence.form = fmt::format("M/G/{}", workers);
  evidence.wait = mean_wait(workers, evidence.load, service);
  evidence.requests = static_cast<std::int64_t>(run.requests.size());
  evidence.needed = requests_for_check(relaxation_requests(evidence.load, service));
  if (!evidence.is_made()) return evidence;
  std::vector<double> waits;
  for (const RequestRecord& request : run.requests)
    waits.push_back(static_cast<double>(request.waterfall.parts[stage.first_step].count()));
  const MeanWait found = mean_wait_of(waits);
  evidence.simulated = found.mean;
  evidence.half_width = found.half_width;
  const double allowed =
      kNegligible * service.mean + (workers > 1 ? kApproximation * evidence.wait : 0);
  const double beyond = std::max(0.0, std::abs(found.mean - evidence.wait) - allowed);
  evidence.distance = beyond == 0 ? 0 : beyond / found.half_width;
  return evidence;
}

}  // namespace tiersim
