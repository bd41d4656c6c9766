#include "scenarios/run/trust/waiting_time.h"

#include <cmath>

namespace tiersim {

ServiceMoments ServiceMoments::of(const std::vector<MeasuredTime>& samples) {
  const auto count = static_cast<double>(samples.size());
  double sum = 0, squares = 0;
  for (const MeasuredTime sample : samples) sum += static_cast<double>(sample.ns);
  const double mean = sum / count;
  for (const MeasuredTime sample : samples) {
    const double off = static_cast<double>(sample.ns) - mean;
    squares += off * off;
  }
  return {mean, squares / count / (mean * mean)};
}

double probability_to_wait(int servers, double load) {
  const double offered = load * servers;
  double term = 1, sum = 0;
  for (int k = 0; k < servers; ++k) {
    sum += term;
    term *= offered / (k + 1);
  }
  const double all_busy = term / (1 - load);
  return all_busy / (sum + all_busy);
}

double mean_wait_exponential(int servers, double load, double mean) {
  return probability_to_wait(servers, load) * mean / (servers * (1 - load));
}

double mean_wait_constant(int servers, double load, double mean) {
  if (load <= 0) return 0;
  const double correction =
      (1 - load) * (servers - 1) * (std::sqrt(4.0 + 5.0 * servers) - 2) / (16 * load * servers);
  return (1 + correction) * mean_wait_exponential(servers, load, mean) / 2;
}

double mean_wait(int servers, double load, const ServiceMoments& service) {
  return service.squared * mean_wait_exponential(servers, load, service.mean) +
         (1 - service.squared) * mean_wait_constant(servers, load, service.mean);
}

double relaxation_requests(double load, const ServiceMoments& service) {
  const double gap = 1 - std::sqrt(load);
  return load / (gap * gap) * (1 + service.squared) / 2;
}

}  // namespace tiersim
