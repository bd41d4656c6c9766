#include "scenarios/study/read_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "models/catalog/catalog.h"
#include "models/catalog/composition.h"
#include "scenarios/study/check_study.h"
#include "scenarios/study/read_models.h"
#include "sim/worker_share.h"

namespace tiersim {
namespace {

constexpr std::int64_t kStudyVersion = 1;
const std::vector<std::string> kDeployments{"mobile",      "edge",       "cloud",
                                            "mobile-edge", "edge-cloud", "mobile-cloud"};
const std::vector<std::string> kLinks{"mobile-edge", "edge-cloud"};

Bytes read_bytes(const Value& value, std::int64_t least, std::int64_t most) {
  const Bytes bytes = value.quantity(parse_bytes);
  if (bytes.value < least || bytes.value > most) {
    value.fail(fmt::format("{} is out of range (use {} to {})", to_string(bytes),
                           to_string(Bytes{least}), to_string(Bytes{most})));
  }
  value.note_number(static_cast<double>(bytes.value), "byte");
  return bytes;
}

Fraction read_fraction(const Value& value, double least, double most) {
  const Fraction fraction = value.quantity(parse_fraction);
  if (fraction.value < least || fraction.value > most) {
    value.fail(fmt::format("{} is out of range (use {} to {})", to_string(fraction),
                           to_string(Fraction{least}), to_string(Fraction{most})));
  }
  value.note_number(fraction.value, "1");
  return fraction;
}

BitsPerSecond read_bandwidth(const Value& value) {
  constexpr double kLeast = 1e3, kMost = 1e12;
  const BitsPerSecond rate = value.quantity(parse_bandwidth);
  if (rate.value < kLeast || rate.value > kMost) {
    value.fail(fmt::format("{} is out of range (use {} to {})", to_string(rate),
                           to_string(BitsPerSecond{kLeast}), to_string(BitsPerSecond{kMost})));
  }
  value.note_number(rate.value, "bit/s");
  return rate;
}

Duration read_delay(const Value& value) {
  constexpr Duration kMost = std::chrono::seconds(10);
  const Duration delay = value.quantity(parse_duration);
  if (delay > kMost)
    value.fail(
        fmt::format("{} is out of range (use 0 ms to {})", to_string(delay), to_string(kMost)));
  value.note_number(static_cast<double>(delay.count()), "ns");
  return delay;
}

TierProfile read_tier(const std::string& name, const Value& value) {
  value.check_keys({"cores", "cpu_share", "memory", "workers", "power"});
  TierProfile tier;
  tier.name = name;
  if (const Value cores = value["cores"]; cores.given())
    tier.cores = static_cast<int>(cores.integer(1, 1024));
  if (const Value share = value["cpu_share"]; share.given())
    tier.cpu_share = read_fraction(share, 0.01, 1.0);
  if (const Value memory = value["memory"]; memory.given())
    tier.memory = read_bytes(memory, 1 << 20, 1LL << 50);
  if (const Value workers = value["workers"]; workers.given()) {
    tier.workers = static_cast<int>(workers.integer(1, 1024));
    if (tier.workers > tier.cores)
      workers.fail(
          fmt::format("{} workers on {} core{} would take turns (use at most {}, or give "
                      "the tier more cores)",
                      tier.workers, tier.cores, tier.cores == 1 ? "" : "s", tier.cores));
  }
  // A thread cannot fill one and a half cores.
  const double cpus = tier.cpu_share.value * tier.cores / tier.workers;
  if (const WorkerShare worker = worker_share(tier); worker.cpus < 0.95 * cpus) {
    const auto whole = [&](int threads) {
      return to_string(Fraction{static_cast<double>(threads) * tier.workers / tier.cores});
    };
    (value["cpu_share"].given() ? value["cpu_share"] : value)
        .fail(
            fmt::format("{:.3g} CPUs for a worker are {} thread{} and a rest that nothing can use "
                        "(write {} or {})",
                        cpus, worker.threads, worker.threads == 1 ? "" : "s", whole(worker.threads),
                        whole(worker.threads + 1)));
  }
  if (const Value power = value["power"]; power.given()) {
    tier.power = power.quantity(parse_power);
    power.note_number(tier.power->value, "W");
  }
  return tier;
}

Link read_link(const Value& value) {
  value.check_keys({"bandwidth", "delay", "loss"});
  for (const char* key : {"bandwidth", "delay"}) {
    if (!value[key].given())
      value.fail(fmt::format("has no {} (add e.g. {})", key,
                             key == std::string("delay") ? "delay: 10 ms" : "bandwidth: 100 Mbps"));
  }
  Link link;
  link.up = link.down = read_bandwidth(value["bandwidth"]);
  link.delay = read_delay(value["delay"]);
  if (const Value loss = value["loss"]; loss.given()) link.loss = read_fraction(loss, 0.0, 0.5);
  return link;
}

void read_links(const Value& value, Study& study) {
  std::vector<std::string> known = kLinks;
  known.emplace_back("client-mobile");
  value.check_keys(known);
  if (const Value client = value["client-mobile"]; client.given() && client.text() != "none") {
    client.fail(
        "a client in front of the mobile tier is not available in this version (write none)");
  }
  for (const std::string& name : kLinks) {
    if (const Value link = value[name]; link.given()) study.links[name] = read_link(link);
  }
}

RequestSettings read_request(const Value& value) {
  value.check_keys({"payload", "answer", "count", "arrivals"});
  constexpr std::int64_t kLargestMessage = 1'000'000'000;
  RequestSettings request;
  if (const Value payload = value["payload"]; payload.given() && payload.text() != "tensor") {
    request.payload = read_bytes(payload, 1, kLargestMessage);
  }
  if (const Value answer = value["answer"]; answer.given())
    request.answer = read_bytes(answer, 1, kLargestMessage);
  if (const Value count = value["count"]; count.given())
    request.count = count.integer(1, 1'000'000);
  if (const Value arrivals = value["arrivals"]; arrivals.given()) arrivals.one_of({"closed-loop"});
  return request;
}

std::vector<std::string> read_names(const Value& value, const char* example,
                                    const std::vector<std::string>& known) {
  if (!value.given())
    value.fail(fmt::format("is missing (add e.g. {}: [{}])", value.path(), example));
  std::vector<std::string> names;
  for (const Value& item : value.list()) names.push_back(item.one_of(known));
  return names;
}

std::vector<std::string> read_operators(const Value& value, const ImportedProfiles* imported) {
  if (!value.given()) value.fail("is missing (add e.g. operators: [identity])");
  std::vector<std::string> names;
  for (const Value& item : value.list()) {
    if (!imported || !imported->has_operator(item.text())) item.quantity(parse_composition);
    names.push_back(item.text());
  }
  return names;
}

void check_fixed(const Value& root) {
  if (const Value network = root["network"]; network.given()) {
    network.check_keys({"fidelity"});
    if (const Value fidelity = network["fidelity"];
        fidelity.given() && fidelity.one_of({"packet", "coarse", "analytic"}) != "packet") {
      fidelity.fail("only packet is available in this version (write packet)");
    }
  }
  if (const Value relay = root["relay"];
      relay.given() && relay.one_of({"routed", "store-and-forward"}) != "routed") {
    relay.fail("only routed is available in this version (write routed)");
  }
}

}  // namespace

std::vector<std::string> tiers_of(const std::string& deployment) {
  const std::size_t dash = deployment.find('-');
  if (dash == std::string::npos) return {deployment};
  return {deployment.substr(0, dash), deployment.substr(dash + 1)};
}

std::shared_ptr<const ImportedProfiles> read_imports(Document& document) {
  const Value file = Value::root_of(document)["profiles"];
  if (!file.given()) return nullptr;
  const std::filesystem::path path = document.folder() / file.text();
  return std::make_shared<const ImportedProfiles>(
      read_imported_profiles(path, path.lexically_proximate(std::filesystem::current_path())));
}

Study read_study(Document& document, std::shared_ptr<const ImportedProfiles> imported) {
  const Value root = Value::root_of(document);
  root.check_keys({"tiersim", "question", "models", "subjects", "operators", "deployments", "tiers",
                   "links", "network", "relay", "start", "compute", "extrapolate", "profiles",
                   "request", "seed", "sweep"});
  const Value version = root["tiersim"];
  if (!version.given()) version.fail("is missing (begin with tiersim: 1)");
  version.integer(kStudyVersion, kStudyVersion);

  Study study;
  study.imported = std::move(imported);
  if (const Value profiles = root["profiles"]; profiles.given())
    study.profiles_file = profiles.text();
  if (const Value question = root["question"]; question.given()) study.question = question.text();
  study.models = read_models(root["models"], document.folder());
  std::vector<std::string> subjects = names_of(known_subjects());
  for (const auto& [name, model] : study.models) subjects.push_back(name);
  if (study.imported) {
    for (const auto& [id, variant] : study.imported->variants) {
      if (std::find(subjects.begin(), subjects.end(), id.first) == subjects.end())
        subjects.push_back(id.first);
    }
  }
  study.subjects = read_names(root["subjects"], "wide_resnet_mini", subjects);
  study.operators = read_operators(root["operators"], study.imported.get());
  study.deployments = read_names(root["deployments"], "mobile, edge", kDeployments);
  const std::vector<std::string> tier_names = names_of(known_tiers());
  const Value tiers = root["tiers"];
  if (!tiers.given())
    tiers.fail("is missing (add e.g. tiers: {edge: {cores: 1, cpu_share: 50 %}})");
  tiers.check_keys(tier_names);
  for (const std::string& name : tier_names) {
    if (const Value tier = tiers[name]; tier.given()) study.tiers[name] = read_tier(name, tier);
  }
  read_links(root["links"], study);
  check_fixed(root);
  if (const Value start = root["start"]; start.given())
    study.cold_start = start.one_of({"warm", "cold"}) == "cold";
  if (const Value compute = root["compute"]; compute.given()) {
    study.live = compute.one_of({"measured", "live"}) == "live";
    if (study.live && study.cold_start)
      compute.fail("live has no cold starts (write measured, or start: warm)");
    for (const auto& [name, tier] : study.tiers) {
      if (study.live && tier.workers > 1)
        compute.fail(
            fmt::format("live computes one request at a time, tier \"{}\" has {} workers "
                        "(write measured, or workers: 1)",
                        name, tier.workers));
    }
  }
  if (const Value extrapolate = root["extrapolate"]; extrapolate.given())
    study.extrapolate = extrapolate.one_of({"true", "false"}) == "true";
  study.request = read_request(root["request"]);
  if (const Value seed = root["seed"]; seed.given()) study.seed = seed.integer(0, INT64_MAX);
  check_study(root, study);
  return study;
}

}  // namespace tiersim
