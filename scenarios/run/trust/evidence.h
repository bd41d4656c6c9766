#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace tiersim {

/// The utilisation of a tier or of one direction of a link.
struct Use {
  std::string name;  ///< "edge", "mobile-edge up"
  double share{0};   ///< busy time divided by the time of the run; 1 is always busy
  /// Whether a high share makes the answer uncertain. It does if requests come at times of their
  /// own, so that a queue can grow. Clients in a closed loop wait instead.
  bool is_judged{false};
};

/// How well the service time of one stage is known.
struct ProfileEvidence {
  std::string tier;
  std::int64_t samples{0};
  /// Half of the 95 % interval of the median service time, divided by the median. Infinite if the
  /// samples are too few to bound it.
  double interval{0};
  bool stable{true};
  bool imported{false};
  bool extrapolated{false};
};

/// What is known of the error of the simulated network.
struct FidelityEvidence {
  std::string name;  ///< "packet", "coarse" or "analytic"; "" if the network was not simulated
  /// Known error, as a share of the latency without waits at tiers.
  double error{0};
  std::string region;    ///< the part of the grid that the error is from: "warm together"
  std::string untested;  ///< what the grid does not have: "a delay of 300 ms"; "" if it has all
};

/// A mean waiting time from the run, against a closed form.
struct TheoryEvidence {
  std::string form;          ///< "M/G/1", or "M/G/2" with two workers; "" if no closed form applies
  std::string reason;        ///< why no closed form applies; "" if one does
  double wait{0};            ///< mean waiting time by theory, ns
  double load{0};            ///< utilisation by theory: rate times mean service time, per worker
  std::int64_t requests{0};  ///< requests of the run
  /// Requests that the check needs at this load. If the run has fewer, the members below are NaN.
  std::int64_t needed{0};
  double simulated{std::numeric_limits<double>::quiet_NaN()};  ///< mean waiting time of the run, ns
  /// Half of the 95 % interval of `simulated`, ns.
  double half_width{std::numeric_limits<double>::quiet_NaN()};
  /// How far `simulated` is from `wait` beyond what the form itself may be off, in half-widths.
  double distance{std::numeric_limits<double>::quiet_NaN()};

  bool is_made() const { return !form.empty() && requests >= needed; }
  /// Whether the 95 % interval of the simulated mean holds the mean by theory.
  bool covers() const { return wait >= simulated - half_width && wait <= simulated + half_width; }
};

/// Everything that the trust in a scenario's answer follows from.
struct Evidence {
  std::string problem;  ///< why the scenario failed or is invalid; "" if it is ok
  std::vector<Use> tiers, links;
  std::vector<ProfileEvidence> profiles;  ///< one for each stage; empty if stages computed live
  FidelityEvidence fidelity;
  TheoryEvidence theory;
};

}  // namespace tiersim
