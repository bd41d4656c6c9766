#include "sim/simulate.h"

#include <ns3/simulator.h>

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

#include "sim/base/random_streams.h"
#include "sim/clock.h"
#include "sim/request_log.h"
#include "sim/request_source.h"
#include "sim/scenario_requests.h"
#include "sim/watchdog.h"

namespace tiersim {
namespace {

/// Sends the requests of one scenario from leg to leg. Each event starts the next.
class Simulation {
 public:
  Simulation(const Scenario& scenario, NetworkModel& network)
      : scenario_(scenario),
        network_(network),
        request_count_(static_cast<std::size_t>(scenario.request_count)),
        log_(legs_of(scenario.journey, scenario.origin), request_count_),
        source_(scenario.arrivals, scenario.clients, scenario.request_count, scenario.seed,
                [this](int client, Duration) { start_request(client); }),
        watchdog_(scenario.patience, [this] { return waiting_since(); }),
        samples_(sample_stream(scenario)) {
    for (const Leg& leg : log_.legs())
      messages_.push_back(leg.is_message ? Message{network.place(leg.from), network.place(leg.to)}
                                         : Message{});
    for (std::size_t stage = 0; stage < scenario.queues.size(); ++stage) add_tier(stage);
  }

  void start() {
    start_ = SimClock::now();
    watchdog_.start();
    if (has_own_connections(scenario_) || !scenario_.warm_up) return begin();
    send_warm_up(0, 0);
  }

  SimulationResult result() {
    SimulationResult result;
    result.problem = watchdog_.problem();
    if (log_.ended() < request_count_ && result.problem.empty())
      result.problem = "a message never arrived (does a link lose everything?)";
    for (std::size_t id = 0; id < log_.opened(); ++id)
      if (log_.is_open(id)) log_.give_up(id);
    result.requests = log_.take_records();
    for (const TierQueue& queue : queues_) result.busy.push_back(queue.busy_time());
    if (begun_) result.span = SimClock::now() - begun_at_;
    return result;
  }

 private:
  void add_tier(std::size_t stage) {
    if (!scenario_.live)
      services_.emplace_back(scenario_.profiles[stage],
                             derive_seed(scenario_.seed, "stage " + std::to_string(stage)));
    queues_.emplace_back(
        scenario_.queues[stage],
        TierQueue::Events{
            [this, stage](const std::vector<TierQueue::Job>& jobs) { return serve(stage, jobs); },
            [this](TierQueue::Job id, Duration waited, const TierQueue::Service& service) {
              log_.service_ended(id, waited, service);
              enter_leg(id, log_.leg_of(id) + 1);
            }});
  }

  // Before the requests that count: one request's messages of each client open its connections and
  // their windows.

  void send_warm_up(int client, std::size_t leg) {
    const std::vector<Leg>& legs = log_.legs();
    while (leg < legs.size() && !legs[leg].is_message) ++leg;
    if (leg == legs.size()) {
      if (++client == scenario_.clients) return begin();
      return send_warm_up(client, 0);
    }
    Message message = messages_[leg];
    message.size = message_size(scenario_, legs[leg], 0);
    message.client = static_cast<std::size_t>(client);
    network_.send(message, [this, client, leg](const MessageTimes&) {
      schedule(Duration{0}, [this, client, leg] { send_warm_up(client, leg + 1); });
    });
  }

  void begin() {
    begun_ = true;
    begun_at_ = SimClock::now();
    watchdog_.progressed();
    log_.begin();
    source_.begin();
  }

  std::optional<SimTime> waiting_since() { return begun_ ? log_.oldest_open() : start_; }

  // The way of a request.

  void start_request(int client) {
    const std::size_t id = log_.open(client);
    choose_sample(scenario_, samples_, log_.record(id));
    if (scenario_.timeout) {
      schedule(*scenario_.timeout, [this, id] {
        if (!log_.is_open(id)) return;
        log_.give_up(id);
        after_end(id);
      });
    }
    enter_leg(id, 0);
  }

  void enter_leg(std::size_t id, std::size_t number) {
    if (number == log_.legs().size()) return answer(id);
    log_.enter_leg(id, number);
    const Leg& leg = log_.legs()[number];
    if (!leg.is_message) {
      if (!queues_[leg.stage].submit(id)) drop(id);
      return;
    }
    // The client has closed the connection of a request that has ended: nobody listens on it.
    if (!log_.is_open(id) && has_own_connections(scenario_)) return;
    Message message = messages_[number];
    message.size = message_size(scenario_, leg, log_.record(id).sample);
    message.client = connection_of(id);
    // Captures no more than std::function holds without allocating.
    network_.send(message, [this, id](const MessageTimes& times) {
      log_.message_arrived(id, times);
      enter_leg(id, log_.leg_of(id) + 1);
    });
  }

  std::size_t connection_of(std::size_t id) {
    return has_own_connections(scenario_) ? id : static_cast<std::size_t>(log_.record(id).client);
  }

  TierQueue::Service serve(std::size_t stage, const std::vector<TierQueue::Job>& jobs) {
    TierQueue::Service service;
    if (scenario_.live) {
      for (const std::size_t id : jobs) service.compute += compute_live(stage, id);
    } else {
      if (scenario_.cold_start) service.load = services_[stage].load_time();
      service.compute = services_[stage].service_time(jobs.size());
    }
    for (const std::size_t id : jobs) log_.service_began(id, service.load);
    return service;
  }

  /// A live model's own answer replaces the prediction that is known of the sample.
  Duration compute_live(std::size_t stage, std::size_t id) {
    RequestRecord& record = log_.record(id);
    const bool known = scenario_.variant && !scenario_.variant->labels.empty();
    const LiveCompute::Answer answer =
        scenario_.live->compute(stage, known ? record.sample : record.index);
    if (log_.is_open(id)) set_prediction(scenario_, answer.prediction, record);
    return answer.service;
  }

  // The end of a request.

  void answer(std::size_t id) {
    if (!log_.is_open(id)) return;
    log_.answered(id, scenario_.deadline);
    after_end(id);
  }

  void drop(std::size_t id) {
    if (!log_.is_open(id)) return;
    log_.dropped(id);
    after_end(id);
  }

  void after_end(std::size_t id) {
    if (has_own_connections(scenario_)) network_.close_connections(id);
    watchdog_.progressed();
    if (log_.ended() == request_count_) return ns3::Simulator::Stop();
    source_.request_ended(static_cast<int>(log_.record(id).client));
  }

  const Scenario& scenario_;
  NetworkModel& network_;
  const std::size_t request_count_;
  RequestLog log_;
  RequestSource source_;
  Watchdog watchdog_;
  RandomStream samples_;
  std::vector<Message> messages_;  ///< of each leg, without size and client
  std::deque<TierQueue> queues_;
  std::vector<SampledService> services_;
  SimTime start_{};
  bool begun_{false};   ///< the requests that count have begun
  SimTime begun_at_{};  ///< when they began
};

}  // namespace

SimulationResult simulate(const Scenario& scenario, NetworkModel& network) {
  Simulation simulation(scenario, network);
  schedule(Duration{0}, [&] { simulation.start(); });
  ns3::Simulator::Run();
  return simulation.result();
}

}  // namespace tiersim
