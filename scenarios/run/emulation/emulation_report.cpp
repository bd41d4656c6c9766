#include "scenarios/run/emulation/emulation_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tiersim {
namespace {

constexpr double kMostLate = 0.01, kMostDelay = 0.01;
constexpr Duration kLeastDelay{100'000};

nlohmann::json to_json(const Checked<BitsPerSecond>& rate) {
  return {{"wanted_bps", rate.wanted.value}, {"measured_bps", rate.measured.value}};
}

nlohmann::json to_json(const Checked<Duration>& time) {
  return {{"wanted_ns", time.wanted.count()}, {"measured_ns", time.measured.count()}};
}

nlohmann::json to_json(const Checked<Fraction>& share) {
  return {{"wanted", share.wanted.value}, {"measured", share.measured.value}};
}

nlohmann::json to_json(const LinkCheck& check) {
  return {{"link", check.name},
          {"up", to_json(check.up)},
          {"down", to_json(check.down)},
          {"round_trip", to_json(check.round_trip)},
          {"loss_up", to_json(check.loss_up)},
          {"loss_down", to_json(check.loss_down)}};
}

}  // namespace

std::string to_text(const EmulationReport& report) {
  nlohmann::json links = nlohmann::json::array();
  for (const LinkCheck& check : report.links) links.push_back(to_json(check));
  const nlohmann::json all{{"links", links},
                           {"packets", report.lag.packets},
                           {"late_packets", report.lag.late},
                           {"mean_lag_ns", report.lag.mean.count()},
                           {"longest_lag_ns", report.lag.maximum.count()},
                           {"mean_client_delay_ns", report.mean_delay.count()},
                           {"longest_client_delay_ns", report.longest_delay.count()}};
  return all.dump();
}

std::string problem_of(const EmulationReport& report, Duration mean_latency) {
  for (const LinkCheck& check : report.links)
    if (!check.problem.empty()) return "link " + check.problem;
  if (report.lag.late_share().value > kMostLate)
    return fmt::format(
        "ns-3 delivered {:.1f} % of the packets more than 1 ms late (run on a quieter "
        "machine, or lower the rates)",
        100 * report.lag.late_share().value);
  const double share = mean_latency.count() > 0 ? static_cast<double>(report.mean_delay.count()) /
                                                      static_cast<double>(mean_latency.count())
                                                : 0;
  if (report.mean_delay > kLeastDelay && share > kMostDelay)
    return fmt::format(
        "the clients sent requests {:.3f} ms late, {:.1f} % of the latency (run on a "
        "quieter machine)",
        1e-6 * static_cast<double>(report.mean_delay.count()), 100 * share);
  return "";
}

}  // namespace tiersim
