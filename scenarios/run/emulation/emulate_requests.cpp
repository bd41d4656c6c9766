#include "scenarios/run/emulation/emulate_requests.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "models/service/client/client.h"
#include "models/service/client/waterfall.h"
#include "models/service/transport/descriptors.h"
#include "models/service/wire/stamps.h"
#include "network/link/path_time.h"
#include "scenarios/run/emulation/asio_timeline.h"
#include "sim/request_source.h"
#include "sim/scenario_requests.h"

namespace tiersim {
namespace {

/// The clients of a scenario. All of it runs in one thread, in the host of the origin.
class Clients {
 public:
  Clients(const ResolvedScenario& resolved, EmulatedNetwork& network, service::Endpoints endpoints)
      : resolved_(resolved),
        scenario_(resolved.scenario),
        network_(network),
        endpoints_(std::move(endpoints)),
        timeline_(context_),
        client_(context_, options_of(network, resolved)),
        source_(
            scenario_.arrivals, scenario_.clients, scenario_.request_count, scenario_.seed,
            [this](int client, Duration due) { start_request(client, due); }, timeline_),
        samples_(sample_stream(scenario_)),
        legs_(legs_of(scenario_.journey, scenario_.origin)),
        route_(route_of(scenario_.journey, scenario_.origin)),
        stages_(scenario_.queues.size()) {
    endpoints_.client.address = client_.address();
    records_.reserve(static_cast<std::size_t>(scenario_.request_count));
  }

  EmulatedRequests run() {
    network_.start();
    started_ = timeline_.now();
    last_end_ = begun_ = started_;
    boost::asio::post(context_, [this] {
      watch();
      if (has_own_connections(scenario_) || !scenario_.warm_up) return begin();
      send_warm_up(0);
    });
    context_.run();
    client_.stop();
    for (std::size_t index = 0; index < records_.size(); ++index)
      if (!has_ended_[index]) give_up(records_[index]);
    EmulatedRequests done;
    done.requests = std::move(records_);
    done.stages = stages_;
    done.problem = problem_;
    done.longest_delay = longest_delay_;
    if (sent_ > 0) done.mean_delay = sum_of_delays_ / sent_;
    return done;
  }

 private:
  static service::PeerOptions options_of(const EmulatedNetwork& network,
                                         const ResolvedScenario& resolved) {
    service::PeerOptions options;
    const std::size_t origin = resolved.topology.place(resolved.scenario.origin);
    options.listen = service::parse_address(network.address(origin) + ":0");
    return options;
  }

  void stop(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
    stopped_ = true;
    context_.stop();
  }

  service::RequestOrder order_of(int client, std::int64_t sample) const {
    service::MessageSizes sizes;
    sizes.payload =
        scenario_.payload.size() == 1
            ? scenario_.payload[0]
            : scenario_.payload.at(static_cast<std::size_t>(std::max<std::int64_t>(sample, 0)));
    sizes.between = scenario_.between;
    sizes.answer = scenario_.answer;
    service::RoutePlan plan = service::plan_route(legs_, endpoints_, sizes);
    service::RequestOrder order;
    order.client = static_cast<std::uint32_t>(client);
    order.sample = sample;
    order.route = std::move(plan.route);
    order.payload = plan.first_bytes;
    return order;
  }

  /// One request of each client, one after the other, opens the connections and their windows.
  void send_warm_up(int client) {
    if (client == scenario_.clients) return begin();
    service::RequestOrder order = order_of(client, -1);
    order.warm_up = true;
    client_.send(order, [this, client](service::RequestReport&& report) {
      if (report.end != service::RequestEnd::answered)
        return stop(fmt::format("the request that opens the connections was not answered: {}",
                                report.problem));
      send_warm_up(client + 1);
    });
  }

  void begin() {
    begun_ = last_end_ = timeline_.now();
    source_.begin();
  }

  /// Stops the scenario if a request is open and none has ended for `patience`.
  void watch() {
    timeline_.after(scenario_.patience, [this] {
      const Duration waited = timeline_.now() - std::max(last_end_, oldest_open());
      if (client_.in_flight() > 0 && waited >= scenario_.patience)
        return stop(fmt::format("no request ended in {:.1f} s (can its messages pass?)",
                                1e-9 * static_cast<double>(waited.count())));
      watch();
    });
  }

  /// When the oldest request was due that has not ended.
  Duration oldest_open() const {
    for (std::size_t index = 0; index < records_.size(); ++index)
      if (!has_ended_[index]) return begun_ + records_[index].scheduled;
    return begun_;
  }

  void start_request(int client, Duration due) {
    RequestRecord& record = records_.emplace_back();
    record.index = static_cast<std::int64_t>(records_.size()) - 1;
    record.client = client;
    record.scheduled = due - begun_;
    record.waterfall.parts.assign(route_.size(), Duration{0});
    has_ended_.push_back(false);
    choose_sample(scenario_, samples_, record);
    service::RequestOrder order =
        order_of(client, record.sample >= 0 ? record.sample : record.index);
    order.own_connection = has_own_connections(scenario_);
    order.scheduled = due.count();
    if (scenario_.timeout) order.timeout = *scenario_.timeout;
    client_.send(order, [this, index = static_cast<std::size_t>(record.index)](
                            service::RequestReport&& report) { ended(index, report); });
  }

  void ended(std::size_t index, const service::RequestReport& report) {
    if (stopped_) return;
    RequestRecord& record = records_[index];
    const auto split = [&](const Leg& leg, std::int64_t began, Duration took, Duration connect) {
      return split_message(leg, Duration(began) - started_, took, connect, record.sample);
    };
    try {
      const service::MeasuredWaterfall measured =
          service::waterfall(legs_, endpoints_, report, split);
      record.waterfall = measured.parts;
      record.finished = record.scheduled + measured.parts.total();
    } catch (const std::invalid_argument& error) {
      return stop(fmt::format("request {}: {}", index, error.what()));
    }
    has_ended_[index] = true;
    set_outcome(report, record);
    count(report);
    last_end_ = timeline_.now();
    if (++ended_ == scenario_.request_count) return context_.stop();
    source_.request_ended(static_cast<int>(record.client));
  }

  /// `sent`: since the links' traces began.
  MessageTimes split_message(const Leg& leg, Duration sent, Duration took, Duration connect,
                             std::int64_t sample) const {
    const Topology& topology = resolved_.topology;
    const auto path = topology.path(topology.place(leg.from), topology.place(leg.to));
    const MessageTimes least = path_time(topology, path, message_size(scenario_, leg, sample),
                                         Transport::Protocol::tcp, sent);
    return split_time(took, connect, least);
  }

  /// Ends a request that is still open when the scenario stops. Where it was is not known, so all
  /// its time goes to the first step of its route.
  void give_up(RequestRecord& record) {
    record.outcome = Outcome::timeout;
    record.prediction = record.correct = -1;
    record.finished = std::max(timeline_.now() - begun_, record.scheduled);
    record.waterfall.parts.front() = record.latency();
  }

  void set_outcome(const service::RequestReport& report, RequestRecord& record) {
    using End = service::RequestEnd;
    if (report.end == End::answered) {
      set_prediction(scenario_, report.prediction, record);
      const bool late = scenario_.deadline && record.latency() > *scenario_.deadline;
      record.outcome = late ? Outcome::late : Outcome::ok;
      return;
    }
    record.prediction = record.correct = -1;
    record.outcome = report.end == End::dropped ? Outcome::dropped : Outcome::timeout;
    if (report.end != End::dropped && report.end != End::timeout && problem_.empty())
      problem_ = fmt::format("request {} was not answered ({}): {}", record.index,
                             service::name_of(report.end), report.problem);
  }

  void count(const service::RequestReport& report) {
    if (!report.stamps.empty() && report.stamps[0].sending > 0) {
      const Duration delay(report.stamps[0].sending - report.scheduled);
      sum_of_delays_ += delay;
      longest_delay_ = std::max(longest_delay_, delay);
      ++sent_;
    }
    for (const service::Stamps& stamps : report.stamps) {
      if (stamps.stage < 0 || stamps.batch == 0) continue;
      StageUse& use = stages_.at(static_cast<std::size_t>(stamps.stage));
      use.cpu.ns += stamps.cpu / stamps.batch;
      use.wall.ns += (stamps.ended - stamps.loaded) / stamps.batch;
      ++use.requests;
    }
  }

  const ResolvedScenario& resolved_;
  const Scenario& scenario_;
  EmulatedNetwork& network_;
  service::Endpoints endpoints_;
  boost::asio::io_context context_;
  AsioTimeline timeline_;
  service::Client client_;
  RequestSource source_;
  RandomStream samples_;
  const std::vector<Leg> legs_;
  const Route route_;
  std::vector<RequestRecord> records_;
  std::vector<bool> has_ended_;  ///< by index of the request
  std::vector<StageUse> stages_;
  std::int64_t ended_{0}, sent_{0};
  Duration started_{0};   ///< when the links began their traces
  Duration begun_{0};     ///< when the requests that count began
  Duration last_end_{0};  ///< when a request last ended
  Duration sum_of_delays_{0}, longest_delay_{0};
  std::string problem_;
  bool stopped_{false};
};

}  // namespace

EmulatedRequests emulate_requests(const ResolvedScenario& scenario, EmulatedNetwork& network,
                                  service::Endpoints endpoints) {
  service::allow_many_descriptors();
  EmulatedRequests done;
  network.run_inside(scenario.topology.place(scenario.scenario.origin), [&] {
    Clients clients(scenario, network, std::move(endpoints));
    done = clients.run();
  });
  return done;
}

}  // namespace tiersim
