#include "scenarios/run/trust/fidelity_error.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/run/trust/fidelity_grid.h"
#include "sim/scenario_requests.h"

namespace tiersim {
namespace {

// Beyond the border of the grid by more than this, a message counts as not tested.
constexpr double kBeyond = 2;
constexpr double kSmallLoss = 0.001, kLargeLoss = 0.01;  // the two rates of loss of the grid

/// Collects the errors of the tables that apply to one message.
class ApplicableTables {
 public:
  void add(double error, std::string_view region) {
    found_.error = std::max(found_.error, error);
    found_.region += (found_.region.empty() ? "" : ", ") + std::string(region);
  }
  void not_tested(const std::string& what) {
    if (found_.untested.empty()) found_.untested = what;
  }
  const MessageError& found() const { return found_; }

 private:
  MessageError found_;
};

/// The message as the grid has it: on one link with the least rate and the whole delay of its path.
GridPoint grid_point(const Topology& topology, const std::vector<Topology::Hop>& path, Bytes size) {
  GridPoint point{{0}, Duration{0}, size};
  for (const Topology::Hop& hop : path) {
    const Link& link = topology.links[hop.link].link;
    const double rate = link.kind->long_run_rate(link, hop.up).value;
    if (point.rate.value == 0 || rate < point.rate.value) point.rate = {rate};
    point.delay += link.kind->propagation(link);
  }
  return point;
}

void check_border(const GridPoint& point, bool alone, ApplicableTables& tables) {
  const double largest = alone ? kGridSizes.back() : kGridSizes[2];
  if (point.rate.value < kGridRates.front() / kBeyond ||
      point.rate.value > kGridRates.back() * kBeyond)
    tables.not_tested("a bandwidth of " + to_string(point.rate));
  if (static_cast<double>(point.delay.count()) > kGridDelays.back() * kBeyond)
    tables.not_tested("a delay of " + to_string(point.delay));
  if (static_cast<double>(point.size.value) > largest * kBeyond)
    tables.not_tested("a message of " + to_string(point.size));
}

/// Several messages at once: two or four clients, or requests that come at times of their own.
void add_together(const FinishedRun& run, const GridPoint& point, ApplicableTables& tables) {
  constexpr int kMostClients = 4;
  const FidelityRegion region = has_own_connections(run.scenario) ? FidelityRegion::cold_together
                                                                  : FidelityRegion::warm_together;
  const bool closed = std::holds_alternative<ClosedLoop>(run.scenario.arrivals);
  const double two = error_near(region, 0, point), four = error_near(region, 1, point);
  tables.add(closed && run.scenario.clients <= 2 ? two : std::max(two, four), name_of(region));
  if (closed && run.scenario.clients > kMostClients)
    tables.not_tested(fmt::format("{} clients", run.scenario.clients));
}

void add_loss(const Link& link, const GridPoint& point, ApplicableTables& tables) {
  const double loss = link.loss.value;
  double error = 0;
  if (loss < kLargeLoss) error = error_near(FidelityRegion::loss, 0, point);
  if (loss > kSmallLoss) error = std::max(error, error_near(FidelityRegion::loss, 1, point));
  tables.add(error, name_of(FidelityRegion::loss));
  if (loss > kBeyond * kLargeLoss) tables.not_tested("a loss of " + to_string(link.loss));
  if (link.loss_burst > 1) tables.not_tested("losses in bursts");
}

/// The rows of "Other links" that a link is like.
void add_other_links(const Link& link, bool up, bool alone, ApplicableTables& tables) {
  const auto add = [&](const char* row, const char* region) {
    tables.add(other_link_error(row), region);
  };
  if (link.burst) add("token bucket of 100 kB at 1 Gbps", "token bucket");
  if (up ? link.up_trace : link.down_trace)
    add(alone ? "trace: 20, 5, 0, 50 Mbps in half a second" : "the same, two clients", "trace");
  if (link.jitter > Duration{0}) add("jitter of 1 ms", "jitter");
  if ((up ? link.background.up : link.background.down).value > 0)
    add("background of 40 Mbps", "background");
  if (link.discipline == Link::Discipline::fq_codel) add("fq_codel, two clients", "fq_codel");
}

MessageError analytic_error(const FinishedRun& run, const std::vector<Topology::Hop>& path,
                            Bytes size) {
  ApplicableTables tables;
  const GridPoint point = grid_point(run.topology, path, size);
  const bool alone = !run.traffic.contended;
  check_border(point, alone, tables);
  if (run.transport.protocol == Transport::Protocol::udp) {
    tables.add(other_link_error(alone ? "UDP" : "UDP, two clients"), "UDP");
  } else if (alone) {
    const FidelityRegion region =
        run.traffic.cold ? FidelityRegion::cold_alone : FidelityRegion::warm_alone;
    tables.add(error_near(region, 1, point), name_of(region));
  } else {
    add_together(run, point, tables);
  }
  if (path.size() > 1)
    tables.add(other_link_error("two links, 100 and 50 Mbps, three clients"), "several links");
  for (const Topology::Hop& hop : path) {
    const Link& link = run.topology.links[hop.link].link;
    if (link.loss.value > 0) add_loss(link, point, tables);
    add_other_links(link, hop.up, alone, tables);
    if (link.queue < Link::kHostQueue)
      tables.not_tested(fmt::format("a queue of {} packets", link.queue));
  }
  return tables.found();
}

MessageError coarse_error(const FinishedRun& run, const std::vector<Topology::Hop>& path,
                          Bytes size) {
  ApplicableTables tables;
  const GridPoint point = grid_point(run.topology, path, size);
  check_border(point, true, tables);
  const FidelityRegion region =
      run.traffic.cold ? FidelityRegion::cold_alone : FidelityRegion::warm_alone;
  tables.add(error_near(region, 0, point), name_of(region));
  return tables.found();
}

/// All time of the requests that is not a wait at a tier, ns.
double time_without_waits(const FinishedRun& run) {
  const Route route = route_of(run.scenario.journey, run.scenario.origin);
  double time = 0;
  for (const RequestRecord& request : run.requests)
    for (std::size_t step = 0; step < route.size(); ++step)
      if (route[step].kind != Step::Kind::queue)
        time += static_cast<double>(request.waterfall.parts[step].count());
  return time;
}

}  // namespace

MessageError message_error(const FinishedRun& run, const std::vector<Topology::Hop>& path,
                           Bytes size) {
  if (run.fidelity == Fidelity::analytic) return analytic_error(run, path, size);
  if (run.fidelity == Fidelity::coarse && run.packets_per_segment > 1)
    return coarse_error(run, path, size);
  return {0, "reference", ""};
}

FidelityEvidence fidelity_evidence(const FinishedRun& run,
                                   const std::vector<MessageTotal>& totals) {
  FidelityEvidence evidence;
  if (run.emulated) return evidence;
  evidence.name = name_of(run.fidelity);
  const double time = time_without_waits(run);
  double most = -1;
  for (const MessageTotal& total : totals) {
    if (total.time == 0) continue;
    const MessageError found = message_error(run, total.path, {total.largest});
    const double error = found.error * total.time / time;
    evidence.error += error;
    if (error > most) evidence.region = found.region;
    if (evidence.untested.empty()) evidence.untested = found.untested;
    most = std::max(most, error);
  }
  return evidence;
}

}  // namespace tiersim
