#pragma once

#include <cstddef>
#include <vector>

#include "sim/base/measured_time.h"

namespace tiersim {

/// The mean of service times and how much they vary.
struct ServiceMoments {
  double mean{0};     ///< in the unit of the samples
  double squared{0};  ///< squared coefficient of variation: variance / mean^2

  /// Takes the samples as the whole distribution. There must be at least one.
  static ServiceMoments of(const std::vector<MeasuredTime>& samples);
};

/// Returns the probability that a request has to wait in M/M/c. `load` is the utilisation of the
/// servers, in [0, 1). Source: Erlang's C formula; Kleinrock, Queueing Systems, vol. 1 (1975), 3.5.
double probability_to_wait(int servers, double load);

/// Returns the mean waiting time in M/M/c, in the unit of `mean`, the mean service time.
double mean_wait_exponential(int servers, double load, double mean);

/// Returns the mean waiting time in M/D/c. Exact for one server (Pollaczek and Khinchine). For
/// several servers it is the approximation of Cosmetatos, Operational Research Quarterly 26 (1975),
/// as in Kimura, Queueing Systems 16 (1994), which is within about 2 % of the exact one.
double mean_wait_constant(int servers, double load, double mean);

/// Returns the mean waiting time in M/G/c. It interpolates between M/D/c and M/M/c by the squared
/// coefficient of variation (Kimura 1994). For one server this is the exact formula of Pollaczek
/// and Khinchine: load mean (1 + squared) / (2 (1 - load)).
double mean_wait(int servers, double load, const ServiceMoments& service);

/// Returns how many requests the queue takes to forget its state: the relaxation time of M/M/1
/// (Morse 1955; 1 / (mu (1 - sqrt(load))^2)) times the rate of arrivals, times (1 + squared) / 2
/// for other service times than exponential ones (heavy traffic).
double relaxation_requests(double load, const ServiceMoments& service);

}  // namespace tiersim
