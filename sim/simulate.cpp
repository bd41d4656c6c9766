#include "sim/simulate.h"

#include <ns3/simulator.h>

#include <stdexcept>
#include <utility>

#include "sim/clock.h"
#include "sim/random_streams.h"
#include "sim/tier_queue.h"

namespace tiersim {
namespace {

struct MessageLeg {
  std::string from, to;
  Bytes size;
};

/// Every message of one request, in order.
std::vector<MessageLeg> messages_of(const Scenario& scenario) {
  std::vector<MessageLeg> messages;
  std::string at = scenario.origin;
  for (std::size_t stage = 0; stage < scenario.tiers.size(); ++stage) {
    const std::string& tier = scenario.tiers[stage];
    if (tier != at)
      messages.push_back({at, tier, stage == 0 ? scenario.payload : scenario.between[stage - 1]});
    at = tier;
  }
  if (at != scenario.origin) messages.push_back({at, scenario.origin, scenario.answer});
  return messages;
}

/// The life of the requests of one scenario: each event below starts the next.
class ClosedLoop {
 public:
  ClosedLoop(const Scenario& scenario, NetworkModel& network)
      : scenario_(scenario),
        network_(network),
        messages_(messages_of(scenario)),
        samples_(derive_seed(scenario.sample_seed, "samples")) {
    for (std::size_t stage = 0; stage < scenario.tiers.size(); ++stage) {
      queues_.emplace_back(scenario.workers[stage]);
      if (!scenario.live)
        services_.emplace_back(*scenario.profiles[stage],
                               derive_seed(scenario.seed, "stage " + std::to_string(stage)));
    }
  }

  /// A warm start has opened its connections, and grown their windows, with one request's messages
  /// before the first request that counts.
  void start() { scenario_.cold_start ? begin_counting() : warm_up(0); }

  bool all_answered() const { return answered_ == scenario_.request_count; }
  std::vector<RequestRecord> take_records() { return std::move(records_); }

 private:
  Message on_network(const MessageLeg& leg) const {
    return {network_.place(leg.from), network_.place(leg.to), leg.size};
  }

  void warm_up(std::size_t message) {
    if (message == messages_.size()) return begin_counting();
    network_.send(on_network(messages_[message]),
                  [this, message](const MessageTimes&) { warm_up(message + 1); });
  }

  void begin_counting() {
    begin_ = SimClock::now();
    start_request();
  }

  void start_request() {
    if (static_cast<std::int64_t>(records_.size()) == scenario_.request_count) return;
    if (scenario_.cold_start) network_.close_connections(0);
    RequestRecord record;
    record.index = static_cast<std::int64_t>(records_.size());
    record.scheduled = SimClock::now() - begin_;
    ask_about_a_sample(record);
    records_.push_back(std::move(record));
    next_message_ = 0;
    enter_stage(0, scenario_.origin);
  }

  void ask_about_a_sample(RequestRecord& record) {
    if (!scenario_.variant || scenario_.variant->predictions.empty()) return;
    const VariantRecord& variant = *scenario_.variant;
    const std::size_t sample = samples_.index(variant.predictions.size());
    record.sample = static_cast<std::int64_t>(sample);
    record.prediction = variant.predictions[sample];
    record.correct = variant.predictions[sample] == variant.labels[sample] ? 1 : 0;
  }

  /// What the model answers now, where it is asked now.
  Duration compute_live(std::size_t stage) {
    RequestRecord& record = records_.back();
    const bool known = scenario_.variant && !scenario_.variant->labels.empty();
    const LiveCompute::Answer answer =
        scenario_.live->compute(stage, known ? record.sample : record.index);
    if (known && answer.prediction >= 0) {
      record.prediction = answer.prediction;
      const int label = scenario_.variant->labels[static_cast<std::size_t>(record.sample)];
      record.correct = answer.prediction == label ? 1 : 0;
    }
    return answer.service;
  }

  void enter_stage(std::size_t stage, const std::string& from) {
    if (from == scenario_.tiers[stage]) return compute(stage);
    send_next_message([this, stage] { compute(stage); });
  }

  void compute(std::size_t stage) {
    const Duration load = scenario_.cold_start ? services_[stage].load_time() : Duration{0};
    const Duration service = scenario_.live ? compute_live(stage) : services_[stage].service_time();
    queues_[stage].submit(load + service, [this, stage, load, service](Duration waited) {
      for (const Duration part : {waited, load, service}) add_part(part);
      leave_stage(stage);
    });
  }

  void leave_stage(std::size_t stage) {
    const std::string& tier = scenario_.tiers[stage];
    if (stage + 1 < scenario_.tiers.size()) return enter_stage(stage + 1, tier);
    if (tier == scenario_.origin) return finish();
    send_next_message([this] { finish(); });
  }

  void send_next_message(std::function<void()> then) {
    network_.send(on_network(messages_[next_message_++]),
                  [this, then = std::move(then)](const MessageTimes& times) {
                    add_part(times.total());
                    then();
                  });
  }

  void add_part(Duration part) { records_.back().waterfall.parts.push_back(part); }

  void finish() {
    RequestRecord& record = records_.back();
    record.finished = SimClock::now() - begin_;
    if (record.waterfall.total() != record.latency()) {
      throw std::logic_error("the waterfall of request " + std::to_string(record.index) +
                             " does not add up to its latency");
    }
    ++answered_;
    // From the event queue, not from here: the stack would grow with every request.
    schedule(Duration{0}, [this] { start_request(); });
  }

  const Scenario& scenario_;
  NetworkModel& network_;
  const std::vector<MessageLeg> messages_;
  std::size_t next_message_{0};
  SimTime begin_{};
  RandomStream samples_;
  std::vector<TierQueue> queues_;
  std::vector<SampledService> services_;
  std::vector<RequestRecord> records_;
  std::int64_t answered_{0};
};

}  // namespace

std::vector<RequestRecord> simulate(const Scenario& scenario, NetworkModel& network) {
  ClosedLoop loop(scenario, network);
  schedule(Duration{0}, [&] { loop.start(); });
  ns3::Simulator::Run();
  if (!loop.all_answered()) {
    throw std::runtime_error(
        "a message never arrived (is a link's loss too high for TCP to get through?)");
  }
  return loop.take_records();
}

}  // namespace tiersim
