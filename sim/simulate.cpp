#include "sim/simulate.h"

#include <fmt/format.h>
#include <ns3/simulator.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "sim/base/random_streams.h"
#include "sim/clock.h"
#include "sim/legs.h"

namespace tiersim {
namespace {

/// The life of the requests of one scenario: each event below starts the next.
class Simulation {
 public:
  Simulation(const Scenario& scenario, NetworkModel& network)
      : scenario_(scenario),
        network_(network),
        legs_(legs_of(scenario.journey, scenario.origin, network)),
        parts_(route_of(scenario.journey, scenario.origin).size()),
        arrivals_(scenario.arrivals, derive_seed(scenario.seed, "arrivals")),
        thinking_(derive_seed(scenario.seed, "thinking")),
        samples_(derive_seed(scenario.sample_seed, "samples")) {
    for (std::size_t stage = 0; stage < scenario.queues.size(); ++stage) {
      if (!scenario.live)
        services_.emplace_back(scenario.profiles[stage],
                               derive_seed(scenario.seed, "stage " + std::to_string(stage)));
      queues_.emplace_back(
          scenario.queues[stage],
          TierQueue::Events{
              [this, stage](const std::vector<TierQueue::Job>& jobs) { return serve(stage, jobs); },
              [this](TierQueue::Job job, Duration waited, const TierQueue::Service& service) {
                served(job, waited, service);
              }});
    }
    const auto count = static_cast<std::size_t>(scenario.request_count);
    requests_.reserve(count);
    records_.reserve(count);
  }

  /// A warm start has opened every client's connections, and grown their windows, with one
  /// request's messages before the first request that counts.
  void start() {
    last_end_ = SimClock::now();
    watch();
    const bool warm_up = !own_connection() && scenario_.warm_up;
    warm_up ? send_warm_up(0, 0) : begin();
  }

  SimulationResult result() {
    SimulationResult result;
    if (ended_ < scenario_.request_count && problem_.empty())
      problem_ = "a message never arrived (does a link lose everything?)";
    // What has not ended was waiting to the last.
    for (std::size_t i = 0; i < records_.size(); ++i)
      if (!requests_[i].ended) give_up(i);
    result.problem = std::move(problem_);
    result.requests = std::move(records_);
    return result;
  }

 private:
  /// What is going on with a request.
  struct InFlight {
    std::size_t leg{0};
    SimTime since{};  ///< when this leg began
    std::optional<SimTime> served_since;
    Duration load{0};  ///< of the service that has begun
    bool ended{false};
  };

  // Before the requests that count.

  void send_warm_up(int client, std::size_t leg) {
    while (leg < legs_.size() && !legs_[leg].is_message) ++leg;
    if (leg == legs_.size()) {
      if (++client == scenario_.clients) return begin();
      return send_warm_up(client, 0);
    }
    Message message{legs_[leg].from, legs_[leg].to, size_of(legs_[leg], 0),
                    static_cast<std::size_t>(client)};
    network_.send(message, [this, client, leg](const MessageTimes&) {
      schedule(Duration{0}, [this, client, leg] { send_warm_up(client, leg + 1); });
    });
  }

  void begin() {
    begun_ = true;
    begin_ = last_end_ = SimClock::now();
    if (std::holds_alternative<ClosedLoop>(scenario_.arrivals)) {
      for (int client = 0; client < scenario_.clients; ++client) start_request(client);
    } else {
      await_arrival();
    }
  }

  // Arrivals.

  void await_arrival() {
    if (all_started()) return;
    const Duration wait = begin_ + arrivals_.next() - SimClock::now();
    schedule(wait, [this] {
      start_request(static_cast<int>(records_.size()) % scenario_.clients);
      await_arrival();
    });
  }

  void ask_again(std::int64_t client) {
    const auto* loop = std::get_if<ClosedLoop>(&scenario_.arrivals);
    if (!loop || all_started()) return;
    const Duration think =
        loop->exponential ? draw_exponential(loop->think_time, thinking_) : loop->think_time;
    // From the event queue, not from here: the stack would grow with every request.
    schedule(think, [this, client] { start_request(static_cast<int>(client)); });
  }

  bool all_started() const {
    return static_cast<std::int64_t>(records_.size()) >= scenario_.request_count;
  }

  void start_request(int client) {
    if (all_started()) return;
    const std::size_t id = records_.size();
    RequestRecord record;
    record.index = static_cast<std::int64_t>(id);
    record.client = client;
    record.scheduled = SimClock::now() - begin_;
    record.waterfall.parts.assign(parts_, Duration{0});
    ask_about_a_sample(record);
    records_.push_back(std::move(record));
    requests_.emplace_back();
    if (scenario_.timeout) {
      schedule(*scenario_.timeout, [this, id] {
        if (requests_[id].ended) return;
        give_up(id);
        ended(id);
      });
    }
    enter_leg(id, 0);
  }

  void ask_about_a_sample(RequestRecord& record) {
    if (!scenario_.variant || scenario_.variant->predictions.empty()) return;
    const VariantRecord& variant = *scenario_.variant;
    const std::size_t sample = samples_.index(variant.predictions.size());
    record.sample = static_cast<std::int64_t>(sample);
    record.prediction = variant.predictions[sample];
    record.correct = variant.predictions[sample] == variant.labels[sample] ? 1 : 0;
  }

  // From leg to leg.

  void enter_leg(std::size_t id, std::size_t number) {
    if (number == legs_.size()) return answered(id);
    InFlight& request = requests_[id];
    request.leg = number;
    request.since = SimClock::now();
    request.served_since.reset();
    const Leg& leg = legs_[number];
    if (!leg.is_message) {
      if (!queues_[leg.stage].submit(id)) dropped(id);
      return;
    }
    const Message message{leg.from, leg.to, size_of(leg, sample_or_first(records_[id])),
                          connection_of(id)};
    // Nobody listens on a connection that its client has closed.
    if (request.ended && own_connection()) return;
    network_.send(message, [this, id](const MessageTimes& times) { arrived(id, times); });
  }

  bool own_connection() const { return scenario_.cold_start || scenario_.connection_per_request; }

  std::size_t connection_of(std::size_t id) const {
    return own_connection() ? id : static_cast<std::size_t>(records_[id].client);
  }

  /// Where no item is asked about, messages are as large as of the first.
  static std::size_t sample_or_first(const RequestRecord& record) {
    return static_cast<std::size_t>(std::max<std::int64_t>(record.sample, 0));
  }

  Bytes size_of(const Leg& leg, std::size_t sample) const {
    if (leg.message == 0)
      return scenario_.payload.size() == 1 ? scenario_.payload[0] : scenario_.payload.at(sample);
    return leg.message <= scenario_.between.size() ? scenario_.between[leg.message - 1]
                                                   : scenario_.answer;
  }

  void arrived(std::size_t id, const MessageTimes& times) {
    const std::size_t leg = requests_[id].leg;
    if (!requests_[id].ended) {
      const std::size_t part = legs_[leg].part;
      std::vector<Duration>& parts = records_[id].waterfall.parts;
      parts[part] = times.connect;
      parts[part + 1] = times.transmission;
      parts[part + 2] = times.propagation;
      parts[part + 3] = times.queueing;
    }
    enter_leg(id, leg + 1);
  }

  TierQueue::Service serve(std::size_t stage, const std::vector<TierQueue::Job>& jobs) {
    TierQueue::Service service;
    if (scenario_.live) {
      for (const std::size_t id : jobs) service.compute += compute_live(stage, id);
    } else {
      if (scenario_.cold_start) service.load = services_[stage].load_time();
      service.compute = services_[stage].service_time(jobs.size());
    }
    for (const std::size_t id : jobs) {
      requests_[id].served_since = SimClock::now();
      requests_[id].load = service.load;
    }
    return service;
  }

  /// What the model answers now, where it is asked now.
  Duration compute_live(std::size_t stage, std::size_t id) {
    RequestRecord& record = records_[id];
    const bool known = scenario_.variant && !scenario_.variant->labels.empty();
    const LiveCompute::Answer answer =
        scenario_.live->compute(stage, known ? record.sample : record.index);
    if (known && answer.prediction >= 0 && !requests_[id].ended) {
      record.prediction = answer.prediction;
      const int label = scenario_.variant->labels[static_cast<std::size_t>(record.sample)];
      record.correct = answer.prediction == label ? 1 : 0;
    }
    return answer.service;
  }

  void served(std::size_t id, Duration waited, const TierQueue::Service& service) {
    const std::size_t leg = requests_[id].leg;
    if (!requests_[id].ended) {
      const std::size_t part = legs_[leg].part;
      std::vector<Duration>& parts = records_[id].waterfall.parts;
      parts[part] = waited;
      parts[part + 1] = service.load;
      parts[part + 2] = service.compute;
    }
    enter_leg(id, leg + 1);
  }

  // How requests end.

  void answered(std::size_t id) {
    if (requests_[id].ended) return;
    RequestRecord& record = records_[id];
    record.finished = SimClock::now() - begin_;
    if (scenario_.deadline && record.latency() > *scenario_.deadline)
      record.outcome = Outcome::late;
    ended(id);
  }

  void dropped(std::size_t id) {
    if (requests_[id].ended) return;
    end_without_answer(records_[id], Outcome::dropped);
    ended(id);
  }

  /// What has passed of the leg that it is in goes to where it was.
  void give_up(std::size_t id) {
    InFlight& request = requests_[id];
    RequestRecord& record = records_[id];
    const SimTime now = SimClock::now();
    const Leg& leg = legs_[request.leg];
    std::vector<Duration>& parts = record.waterfall.parts;
    if (leg.is_message) {
      parts[leg.part + 3] = now - request.since;
    } else if (!request.served_since) {
      parts[leg.part] = now - request.since;
    } else {
      const Duration served = now - *request.served_since;
      parts[leg.part] = *request.served_since - request.since;
      parts[leg.part + 1] = std::min(served, request.load);
      parts[leg.part + 2] = served - parts[leg.part + 1];
    }
    end_without_answer(record, Outcome::timeout);
  }

  void end_without_answer(RequestRecord& record, Outcome outcome) const {
    record.outcome = outcome;
    record.finished = SimClock::now() - begin_;
    record.prediction = record.correct = -1;
  }

  void ended(std::size_t id) {
    requests_[id].ended = true;
    if (own_connection()) network_.close_connections(id);
    last_end_ = SimClock::now();
    const RequestRecord& record = records_[id];
    if (record.waterfall.total() != record.latency()) {
      throw std::logic_error(
          fmt::format("the waterfall of request {} does not add up to its latency", id));
    }
    if (++ended_ == scenario_.request_count) return ns3::Simulator::Stop();
    ask_again(record.client);
  }

  /// Background traffic and retransmissions would keep the clock going for ever.
  void watch() {
    schedule(scenario_.patience, [this] {
      const Duration idle = SimClock::now() - last_end_;
      const bool expecting = !begun_ || static_cast<std::int64_t>(records_.size()) > ended_;
      if (!expecting || idle < scenario_.patience) return watch();
      problem_ =
          fmt::format("no request ended in {:.0f} s of simulated time (can its messages pass?)",
                      std::chrono::duration<double>(scenario_.patience).count());
      ns3::Simulator::Stop();
    });
  }

  const Scenario& scenario_;
  NetworkModel& network_;
  const std::vector<Leg> legs_;
  const std::size_t parts_;
  bool begun_{false};
  SimTime begin_{}, last_end_{};
  ArrivalTimes arrivals_;
  RandomStream thinking_, samples_;
  std::deque<TierQueue> queues_;
  std::vector<SampledService> services_;
  std::vector<RequestRecord> records_;
  std::vector<InFlight> requests_;
  std::int64_t ended_{0};
  std::string problem_;
};

}  // namespace

SimulationResult simulate(const Scenario& scenario, NetworkModel& network) {
  Simulation simulation(scenario, network);
  schedule(Duration{0}, [&] { simulation.start(); });
  ns3::Simulator::Run();
  return simulation.result();
}

}  // namespace tiersim
