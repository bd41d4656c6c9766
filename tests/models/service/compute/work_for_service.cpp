// A real model behind real services, each a process of its own.
#include "models/service/compute/work_for_service.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/prepare/prepare.h"
#include "models/service/client/client.h"
#include "models/service/client/waterfall.h"
#include "models/service/serving/child_process.h"
#include "models/service/serving/service_settings.h"
#include "sim/base/frame.h"

using namespace tiersim;
using namespace tiersim::service;

namespace {

constexpr std::uint32_t kThisHost = 0x7f000001;

const VariantRecord& variant_of(const std::string& operators) {
  static std::map<std::string, VariantRecord> prepared;
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-service";
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  const auto found = prepared.find(operators);
  if (found != prepared.end()) return found->second;
  return prepared[operators] = models::prepare({"resnext_mini_student", parse_operator(operators)},
                                               [](const std::string&) {});
}

/// A `tiersim-tier service` and the socket to it.
class ServiceProcess {
 public:
  ServiceProcess() : process_({TIERSIM_TIER_PROGRAM, "service"}), socket_(process_.take_socket()) {}
  ~ServiceProcess() { hang_up(); }

  nlohmann::json ask(const nlohmann::json& request) {
    write_frame(socket_, request);
    const auto reply = read_frame(socket_, std::chrono::minutes(5));
    REQUIRE(reply);
    return *reply;
  }
  Endpoint serve(std::uint16_t number, const VariantRecord* variant, int stage, double share,
                 bool cold = false, std::size_t batch = 1) {
    ServiceSettings settings;
    settings.peers.endpoint = number;
    settings.peers.listen = Address{kThisHost, 0};
    settings.cold_start = cold;
    settings.rules.batch = batch;
    if (variant) {
      settings.stage.emplace();
      settings.stage->variant = *variant;
      settings.stage->stage = stage;
      settings.stage->tier.name = "tier";
      settings.stage->tier.cpu_share = {share};
      settings.stage->tier.batch = static_cast<int>(batch);
    }
    nlohmann::json request = to_json(settings);
    request["request"] = "serve";
    const nlohmann::json reply = ask(request);
    INFO(reply.dump());
    REQUIRE(reply.at("reply") == "serving");
    started_ = service_started_from(reply);
    return {number, started_.address};
  }
  const ServiceStarted& started() const { return started_; }
  pid_t pid() const { return process_.pid(); }
  void hang_up() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
  }
  /// Waits until the process has ended; returns what waitpid() says.
  int wait() const {
    int status = -1;
    waitpid(process_.pid(), &status, 0);
    return status;
  }
  std::vector<pid_t> workers() const {
    const std::string own = std::to_string(process_.pid());
    std::ifstream children("/proc/" + own + "/task/" + own + "/children");
    std::vector<pid_t> found;
    for (pid_t child = 0; children >> child;) found.push_back(child);
    return found;
  }

 private:
  ChildProcess process_;
  int socket_;
  ServiceStarted started_;
};

struct Driver {
  boost::asio::io_context context{1};
  Endpoints endpoints;
  std::unique_ptr<Client> client;

  Driver() {
    PeerOptions options;
    options.listen = Address{kThisHost, 0};
    client = std::make_unique<Client>(context, options);
    endpoints.origin = "mobile";
    endpoints.client = {0, client->address()};
  }

  RequestReport ask(const Journey& journey, std::int64_t sample, bool own_connection = false) {
    const RoutePlan plan =
        plan_route(legs_of(journey, "mobile"), endpoints, {{3000}, {{3000}}, {1000}});
    RequestOrder order;
    order.route = plan.route;
    order.payload = plan.first_bytes;
    order.sample = sample;
    order.own_connection = own_connection;
    RequestReport answer;
    bool ended = false;
    client->send(order, [&](RequestReport&& report) {
      answer = std::move(report);
      ended = true;
    });
    while (!ended) {
      context.restart();
      REQUIRE(context.run_one_for(std::chrono::minutes(5)) > 0);
    }
    return answer;
  }

  /// The parts of an answered request, which add up to its latency.
  Waterfall parts(const Journey& journey, const RequestReport& report) const {
    INFO(name_of(report.end) << " " << report.problem);
    REQUIRE(report.end == RequestEnd::answered);
    const MeasuredWaterfall measured =
        waterfall(legs_of(journey, "mobile"), endpoints, report,
                  [](const Leg&, std::int64_t, Duration took, Duration connect) {
                    MessageTimes times;
                    times.connect = connect;
                    times.queueing = took - connect;
                    return times;
                  });
    CHECK(measured.parts.total().count() == report.finished - report.scheduled);
    return measured.parts;
  }
};

}  // namespace

TEST_CASE("A split model behind two tiers gives the answers of its preparation", "[service]") {
  const VariantRecord& variant = variant_of("sptq+partition(cut=layer2.0.add)");
  ServiceProcess mobile, edge;
  Driver driver;
  driver.endpoints.tiers["mobile"] = mobile.serve(1, &variant, 0, 0.5);
  driver.endpoints.tiers["edge"] = edge.serve(2, &variant, 1, 1.0);
  CHECK(mobile.started().workers.at(0).mechanism == "paced");
  CHECK(edge.started().workers.at(0).mechanism == "none");
  const Journey journey = direct_journey({"mobile", "edge"});
  std::int64_t cpu = 0, wall = 0;
  for (std::int64_t sample = 0; sample < 50; ++sample) {
    INFO(sample);
    const RequestReport report = driver.ask(journey, sample);
    driver.parts(journey, report);
    CHECK(report.prediction == variant.predictions[static_cast<std::size_t>(sample)]);
    cpu += report.stamps.at(1).cpu;
    wall += report.stamps.at(1).ended - report.stamps.at(1).started;
  }
  // Half of a core, and the time to read the clocks. Preemption can only lower the share.
  CHECK(static_cast<double>(cpu) / static_cast<double>(wall) < 0.55);
  // Signals end a service cleanly; so does the end of its driver.
  kill(mobile.pid(), SIGTERM);
  CHECK(mobile.wait() == 0);
  edge.hang_up();
  CHECK(edge.wait() == 0);
}

TEST_CASE("A worker that dies is replaced; it has no socket but its service's", "[service]") {
  const VariantRecord& variant = variant_of("sptq");
  ServiceProcess edge;
  Driver driver;
  driver.endpoints.tiers["edge"] = edge.serve(1, &variant, 0, 1.0);
  const Journey journey = direct_journey({"edge"});
  CHECK(driver.ask(journey, 3).prediction == variant.predictions[3]);
  const std::vector<pid_t> before = edge.workers();
  if (before.empty()) {
    WARN("skipped: this kernel does not list the children of a process");
    return;
  }
  kill(before.at(0), SIGKILL);
  // The service may not have noticed yet; then the request is lost with the worker.
  RequestReport report = driver.ask(journey, 4);
  if (report.end == RequestEnd::failed) report = driver.ask(journey, 4);
  CHECK(report.prediction == variant.predictions[4]);
  std::vector<pid_t> after = edge.workers();
  while (after.size() != 1) after = edge.workers();  // the dead one is collected soon
  CHECK(after != before);
  int sockets = 0;
  for (int descriptor = 3; descriptor < 100; ++descriptor) {
    std::error_code error;
    const std::string link = std::filesystem::read_symlink(
        "/proc/" + std::to_string(after[0]) + "/fd/" + std::to_string(descriptor), error);
    sockets += link.rfind("socket:", 0) == 0 ? 1 : 0;
  }
  CHECK(sockets == 1);  // although the client's connection was open when the worker started
}

TEST_CASE("A cold start loads the model in the request", "[service]") {
  const VariantRecord& variant = variant_of("sptq+partition(cut=layer2.0.add)");
  ServiceProcess mobile, edge;
  Driver driver;
  driver.endpoints.tiers["mobile"] = mobile.serve(1, &variant, 0, 1.0, true);
  driver.endpoints.tiers["edge"] = edge.serve(2, &variant, 1, 1.0, true);
  const Journey journey = direct_journey({"mobile", "edge"});
  for (std::int64_t sample = 0; sample < 2; ++sample) {
    const RequestReport report = driver.ask(journey, sample, true);
    Waterfall parts = driver.parts(journey, report);
    CHECK(report.prediction == variant.predictions[static_cast<std::size_t>(sample)]);
    for (const Leg& leg : legs_of(journey, "mobile")) {
      if (leg.is_message) continue;
      const StageParts stage(parts, leg.first_step);
      CHECK(stage.load.count() > 0);
      CHECK(stage.compute.count() > 0);
    }
  }
}

TEST_CASE("Requests of a batch get the answers that they would get alone", "[service]") {
  const VariantRecord& variant = variant_of("sptq");
  ServiceProcess edge;
  Driver driver;
  driver.endpoints.tiers["edge"] = edge.serve(1, &variant, 0, 1.0, false, 4);
  const RoutePlan plan = plan_route(legs_of(direct_journey({"edge"}), "mobile"), driver.endpoints,
                                    {{3000}, {}, {1000}});
  int ended = 0;
  std::uint32_t largest = 0;
  for (std::int64_t sample = 0; sample < 40; ++sample) {
    RequestOrder order;
    order.route = plan.route;
    order.sample = sample;
    driver.client->send(order, [&, sample](RequestReport&& report) {
      CHECK(report.prediction == variant.predictions[static_cast<std::size_t>(sample)]);
      if (report.stamps.size() == 3) largest = std::max(largest, report.stamps[1].batch);
      ++ended;
    });
  }
  while (ended < 40) {
    driver.context.restart();
    REQUIRE(driver.context.run_one_for(std::chrono::minutes(5)) > 0);
  }
  CHECK(largest == 4);
}

TEST_CASE("A service that cannot have what it is told says so in one line", "[service]") {
  ServiceProcess service;
  const auto refused = [&](const nlohmann::json& request) {
    const nlohmann::json reply = service.ask(request);
    CHECK(reply.at("reply") == "error");
    return reply.at("text").get<std::string>();
  };
  CHECK(refused({{"request", "dance"}}) == "unknown request \"dance\"");
  ServiceSettings settings;
  settings.peers.listen = Address{0x01020304, 1};  // not an address of this machine
  nlohmann::json request = to_json(settings);
  request["request"] = "serve";
  CHECK(refused(request).find("cannot listen on 1.2.3.4:1") == 0);
}

TEST_CASE("100,000 requests with real inference leave nothing behind", "[.soak]") {
  const VariantRecord& variant = variant_of("sptq+partition(cut=layer2.0.add)");
  ServiceProcess mobile, edge;
  Driver driver;
  driver.endpoints.tiers["mobile"] = mobile.serve(1, &variant, 0, 1.0);
  driver.endpoints.tiers["edge"] = edge.serve(2, &variant, 1, 1.0);
  const auto held = [](pid_t process) {
    const std::string folder = "/proc/" + std::to_string(process);
    const std::filesystem::directory_iterator open(folder + "/fd");
    std::int64_t pages = 0, resident = 0;
    std::ifstream(folder + "/statm") >> pages >> resident;
    return std::pair(std::distance(begin(open), end(open)), resident * 4096);
  };
  std::vector<pid_t> processes{mobile.pid(), edge.pid()};
  for (const ServiceProcess* service : {&mobile, &edge})
    for (const pid_t worker : service->workers()) processes.push_back(worker);
  REQUIRE(processes.size() == 4);
  const RoutePlan plan = plan_route(legs_of(direct_journey({"mobile", "edge"}), "mobile"),
                                    driver.endpoints, {{3000}, {{3000}}, {1000}});
  const auto run = [&](int count) {
    int started = 0, ended = 0, wrong = 0;
    std::function<void()> start = [&] {
      RequestOrder order;
      order.route = plan.route;
      order.sample = started++ % 10'000;
      driver.client->send(order, [&, sample = order.sample](RequestReport&& report) {
        ++ended;
        wrong += report.prediction == variant.predictions[static_cast<std::size_t>(sample)] ? 0 : 1;
        if (started < count) start();
      });
    };
    for (int i = 0; i < 8; ++i) start();
    while (ended < count) {
      driver.context.restart();
      REQUIRE(driver.context.run_one_for(std::chrono::minutes(5)) > 0);
    }
    CHECK(wrong == 0);
  };
  run(2000);
  std::vector<std::pair<std::ptrdiff_t, std::int64_t>> before;
  for (const pid_t process : processes) before.push_back(held(process));
  run(100'000);
  for (std::size_t i = 0; i < processes.size(); ++i) {
    const auto after = held(processes[i]);
    WARN("process " << i << ": " << after.first << " descriptors (" << before[i].first << "), "
                    << after.second / 1024 << " kB (" << before[i].second / 1024 << ")");
    CHECK(after.first == before[i].first);
    CHECK(after.second - before[i].second < 2'000'000);
  }
}
