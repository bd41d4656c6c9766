#include <boost/random/exponential_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "sim/base/random_streams.h"
#include "sim/simulate.h"
#include "tests/sim/fixed_network.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

constexpr double kService = 10e6;  // ns, mean
constexpr int kReplications = 20;
constexpr std::size_t kRequests = 12'000, kWarmUp = 2'000;
constexpr double kStudent = 2.861;  // of 19 degrees of freedom, two-sided 99 %

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Half of the 99 % confidence interval of the mean.
double half_width(const std::vector<double>& values) {
  const double middle = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - middle) * (value - middle);
  const auto n = static_cast<double>(values.size());
  return kStudent * std::sqrt(squares / (n - 1) / n);
}

/// Service times with the quantiles of an exponential distribution: its mean and variance to 0.1 %.
StageProfile exponential_service() {
  constexpr int kSamples = 100'000;
  std::vector<MeasuredTime> samples;
  for (int i = 0; i < kSamples; ++i)
    samples.push_back({std::llround(-kService * std::log(1 - (i + 0.5) / kSamples))});
  return profile_of(samples, {});
}

std::vector<RequestRecord> run(const StageProfile& profile, int workers, double load,
                               std::uint64_t seed) {
  Scenario scenario;
  scenario.journey = direct_journey({"mobile"});
  scenario.profiles = {{{1, &profile}}};
  QueueSettings queue;
  queue.workers = workers;
  scenario.queues = {queue};
  scenario.arrivals = OpenLoop{load * workers / (kService / 1e9), true};
  scenario.request_count = kRequests;
  scenario.seed = seed;
  FixedNetwork network;
  return simulate(scenario, network).requests;
}

/// Mean waiting times in the line, in ns, of independent replications past their beginning.
std::vector<double> waits(const StageProfile& profile, int workers, double load) {
  std::vector<double> means;
  for (int seed = 1; seed <= kReplications; ++seed) {
    double total = 0;
    const auto records = run(profile, workers, load, static_cast<std::uint64_t>(seed));
    for (std::size_t i = kWarmUp; i < records.size(); ++i)
      total += static_cast<double>(records[i].waterfall.parts[0].count());
    means.push_back(total / static_cast<double>(records.size() - kWarmUp));
  }
  return means;
}

void check_mean(const std::vector<double>& measured, double expected) {
  INFO("mean " << mean(measured) << ", expected " << expected << " +- " << half_width(measured));
  CHECK(std::abs(mean(measured) - expected) <= half_width(measured));
  CHECK(half_width(measured) < 0.07 * expected);  // it says something
}

/// The chance to wait in M/M/c (Erlang's C formula; Kleinrock, vol. 1, 3.5).
double erlang_c(int servers, double load) {
  const double offered = load * servers;
  double term = 1, sum = 0;
  for (int k = 0; k < servers; ++k) {
    sum += term;
    term *= offered / (k + 1);
  }
  const double last = term / (1 - load);
  return last / (sum + last);
}

}  // namespace

TEST_CASE("Poisson arrivals and exponential service wait as M/M/1 says", "[queueing]") {
  // W = rho / (1 - rho) * S: at 0.6, 1.5 times 10 ms (Kleinrock, vol. 1, 3.2).
  check_mean(waits(exponential_service(), 1, 0.6), 0.6 / 0.4 * kService);
}

TEST_CASE("If service times do not vary, the wait is half of that: M/D/1", "[queueing]") {
  // Pollaczek and Khinchine: W = rho S (1 + c^2) / (2 (1 - rho)), c = 0 here.
  const StageProfile constant = profile_of({{static_cast<std::int64_t>(kService)}}, {});
  check_mean(waits(constant, 1, 0.6), 0.6 / 0.4 / 2 * kService);
}

TEST_CASE("Several workers share one line: M/M/c", "[queueing]") {
  // W = C(c, a) S / (c (1 - rho)).
  check_mean(waits(exponential_service(), 3, 0.7), erlang_c(3, 0.7) * kService / (3 * 0.3));
}

TEST_CASE("Arrivals find as many requests as rate times latency says: Little's law", "[queueing]") {
  // Poisson arrivals see time averages (Wolff, 1982), so what they find is L = lambda W. Counted at
  // arrivals, W taken from latencies.
  constexpr double kLoad = 0.7;
  const StageProfile profile = exponential_service();
  std::vector<double> differences, found;
  for (int seed = 1; seed <= kReplications; ++seed) {
    const auto records = run(profile, 1, kLoad, static_cast<std::uint64_t>(seed));
    std::vector<Duration> departures;
    for (const RequestRecord& record : records) departures.push_back(record.finished);
    std::sort(departures.begin(), departures.end());
    double present = 0, latency = 0;
    for (std::size_t i = kWarmUp; i < records.size(); ++i) {
      const auto left =
          std::upper_bound(departures.begin(), departures.end(), records[i].scheduled);
      present += static_cast<double>(i) - static_cast<double>(left - departures.begin());
      latency += static_cast<double>(records[i].latency().count());
    }
    const auto count = static_cast<double>(records.size() - kWarmUp);
    found.push_back(present / count);
    differences.push_back(present / count - kLoad / kService * latency / count);
  }
  INFO("difference " << mean(differences) << " +- " << half_width(differences));
  CHECK(std::abs(mean(differences)) <= half_width(differences));
  CHECK(mean(found) == Approx(kLoad / (1 - kLoad)).epsilon(0.1));  // 2.33 of M/M/1
}

TEST_CASE("Clients that think pass through at N / (R + Z): the interactive response time law",
          "[queueing]") {
  // Denning & Buzen, 1978, 4.4. Five clients, a think time of 30 ms, 10 ms of one worker's time
  // each: five need 50 ms of it, more than a cycle without waiting (40 ms), so it never rests and
  // R = 5 * 10 - 30 = 20 ms.
  const StageProfile constant = profile_of({{static_cast<std::int64_t>(kService)}}, {});
  Scenario scenario;
  scenario.journey = direct_journey({"mobile"});
  scenario.profiles = {{{1, &constant}}};
  scenario.queues = {{}};
  scenario.arrivals = ClosedLoop{30ms, false};
  scenario.clients = 5;
  scenario.request_count = 1000;
  FixedNetwork network;
  const auto records = simulate(scenario, network).requests;
  CHECK(records.back().latency() == 20ms);
  CHECK(records.back().finished == 1000 * 10ms);  // the worker has never rested
  for (const RequestRecord& record : records) CHECK(record.client < 5);

  // Thinking times that vary: R follows from the throughput.
  scenario.arrivals = ClosedLoop{30ms, true};
  scenario.request_count = 20'000;
  FixedNetwork other;
  const auto varied = simulate(scenario, other).requests;
  double response = 0;
  for (const RequestRecord& record : varied)
    response += static_cast<double>(record.latency().count()) / 1e9 / 20'000;
  const double throughput = 20'000 / std::chrono::duration<double>(varied.back().finished).count();
  CHECK(throughput == Approx(5 / (response + 0.030)).epsilon(0.01));
}
