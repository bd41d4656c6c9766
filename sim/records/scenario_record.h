#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <tuple>

#include "sim/records/field.h"

namespace tiersim {

/// What a results file stores of a scenario, except its requests and its swept values. A row of the
/// group /scenarios.
struct ScenarioRecord {
  std::int64_t id{0};         ///< row number in /scenarios
  std::string subject;        ///< model family at one size: "resnet50"
  std::string operator_name;  ///< rewrites of the model, joined with '+'
  std::string deployment;     ///< tiers that compute: "mobile-edge"
  std::uint64_t seed{0};      ///< seed from which the scenario's random streams are derived
  /// "ok"; "failed": an error ended the scenario; "invalid": its results must not be used.
  std::string status{"ok"};
  std::string reason;  ///< why the status is not "ok", or which profile is unstable or extrapolated
  /// Top-1 accuracy on the whole test set, [0, 1]; NaN: unknown.
  double accuracy{std::numeric_limits<double>::quiet_NaN()};
  /// Mean F1 over classes on the whole test set, [0, 1]; NaN: unknown.
  double macro_f1{std::numeric_limits<double>::quiet_NaN()};
  std::int64_t model_bytes{0};  ///< size of all parameters of the model in memory; -1: unknown
  std::int64_t variant{-1};     ///< row number in /variants; -1: unknown
  /// True: a profile was calculated, because its tier is larger than the machine.
  bool extrapolated{false};
  /// Mean energy of one warm request, in joules, summed over its tiers: its CPU time times the
  /// power of a busy core that the study states. NaN if the study states no power for one of the
  /// tiers, or if the CPU time is unknown.
  double energy{std::numeric_limits<double>::quiet_NaN()};
  /// How the network was simulated: "packet", "coarse" or "analytic". In an emulated scenario: what
  /// carried its packets, "ns3" or "kernel".
  std::string fidelity{"packet"};
  /// Number of packets that one simulated segment stands for. 0: the network is simulated without
  /// packets.
  int packets_per_segment{1};
  /// What was measured of the emulation itself, as JSON; empty if the scenario was simulated.
  std::string emulation;
  /// How far the answer can be trusted: "good", "fair", "poor" or "no"; empty: unknown.
  std::string trust;
  std::string trust_reason;   ///< the worst that is known of the answer, with its figure
  std::string trust_figures;  ///< the figures that `trust` follows from, as JSON
  double wall_seconds{0};     ///< real time that the simulation or emulation took, in seconds
  // The following members are set when the results file is written.
  std::int64_t first_request{0};  ///< row number in /requests of the scenario's first request
  std::int64_t request_count{0};  ///< number of rows in /requests
};

/// The columns of /scenarios that hold the members of a ScenarioRecord.
inline constexpr auto kScenarioFields = std::make_tuple(
    Field{"id", "", "row number", &ScenarioRecord::id},
    Field{"subject", "", "model family at one size", &ScenarioRecord::subject},
    Field{"operator", "", "rewrites of the model, left to right", &ScenarioRecord::operator_name},
    Field{"deployment", "", "tiers that compute", &ScenarioRecord::deployment},
    Field{"seed", "", "seed of the scenario's random streams", &ScenarioRecord::seed},
    Field{"status", "", "ok, failed or invalid", &ScenarioRecord::status},
    Field{"reason", "", "why the status is not ok, which profile is unstable or extrapolated",
          &ScenarioRecord::reason},
    Field{"first_request", "", "row of /requests where the scenario begins",
          &ScenarioRecord::first_request},
    Field{"request_count", "", "rows of /requests", &ScenarioRecord::request_count},
    Field{"accuracy", "1", "top-1 accuracy on the whole test set", &ScenarioRecord::accuracy},
    Field{"macro_f1", "1", "mean F1 over classes on the whole test set", &ScenarioRecord::macro_f1,
          Presence::optional},
    Field{"model_bytes", "byte", "parameters as stored", &ScenarioRecord::model_bytes},
    Field{"variant", "", "row of /variants; -1 unknown", &ScenarioRecord::variant,
          Presence::optional},
    Field{"energy_j", "J",
          "a model: mean CPU time of a warm request times the stated power of a busy core; NaN "
          "where none is stated",
          &ScenarioRecord::energy, Presence::optional},
    Field{"extrapolated", "", "1 where a figure was not measured at this size",
          &ScenarioRecord::extrapolated},
    Field{"fidelity", "",
          "how the network was simulated: packet, coarse or analytic; what emulated it: ns3 or "
          "kernel",
          &ScenarioRecord::fidelity},
    Field{"packets_per_segment", "",
          "packets that the network moved at once; 0 where it moved none",
          &ScenarioRecord::packets_per_segment},
    Field{"emulation", "", "JSON: links, lateness and client delay of an emulated scenario",
          &ScenarioRecord::emulation, Presence::optional},
    Field{"trust", "", "how far the answer can be trusted: good, fair, poor or no",
          &ScenarioRecord::trust, Presence::optional},
    Field{"trust_reason", "", "the worst that is known of the answer, with its figure",
          &ScenarioRecord::trust_reason, Presence::optional},
    Field{"trust_figures", "",
          "JSON: utilisation, precision of profiles, error of the network, check by theory",
          &ScenarioRecord::trust_figures, Presence::optional},
    Field{"wall_seconds", "s", "real time the simulation took", &ScenarioRecord::wall_seconds});

}  // namespace tiersim
