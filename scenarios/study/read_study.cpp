#include "scenarios/study/read_study.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/catalog/catalog.h"
#include "models/catalog/composition.h"
#include "scenarios/study/read_models.h"

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
  link.bandwidth = read_bandwidth(value["bandwidth"]);
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

std::vector<std::string> read_operators(const Value& value) {
  if (!value.given()) value.fail("is missing (add e.g. operators: [identity])");
  std::vector<std::string> names;
  for (const Value& item : value.list()) {
    item.quantity(parse_composition);
    names.push_back(item.text());
  }
  return names;
}

/// Every tier that computes has a profile, every message a link to cross.
void check_complete(const Value& root, const Study& study) {
  const std::vector<std::string> chain = names_of(known_tiers());
  std::size_t farthest = 0;
  const Value deployments = root["deployments"];
  for (const Value& item : deployments.list()) {
    for (const std::string& tier : tiers_of(item.text())) {
      if (study.tiers.count(tier) == 0) {
        item.fail(fmt::format(
            "tier \"{}\" has no profile (add tiers.{}, e.g. {{cores: 1, cpu_share: 50 %}})", tier,
            tier));
      }
      const auto position =
          static_cast<std::size_t>(std::find(chain.begin(), chain.end(), tier) - chain.begin());
      for (; farthest < position; ++farthest) {
        const std::string& link = kLinks[farthest];
        if (study.links.count(link) == 0) {
          item.fail(fmt::format(
              "no link leads to \"{}\" (add links.{}, e.g. {{bandwidth: 100 Mbps, delay: 5 ms}})",
              tier, link));
        }
      }
    }
  }
}

/// Unsplit models compute on one tier, split ones on two.
void check_pairs(const Value& root, const Study& study) {
  const auto pairs = [](const std::string& composition, const std::string& deployment) {
    return is_split(composition) == (tiers_of(deployment).size() == 2);
  };
  for (const Value& item : root["operators"].list()) {
    const std::string name = item.text();
    if (std::none_of(study.deployments.begin(), study.deployments.end(),
                     [&](const std::string& d) { return pairs(name, d); })) {
      item.fail(fmt::format("\"{}\" fits no deployment here (add {})", name,
                            is_split(name) ? "one of two tiers, e.g. mobile-edge"
                                           : "one of a single tier, e.g. edge"));
    }
  }
  for (const Value& item : root["deployments"].list()) {
    const std::string name = item.text();
    if (std::none_of(study.operators.begin(), study.operators.end(),
                     [&](const std::string& o) { return pairs(o, name); })) {
      item.fail(fmt::format("\"{}\" fits no operator here (add {})", name,
                            tiers_of(name).size() == 2 ? "one that splits, e.g. partition"
                                                       : "one that does not split, e.g. identity"));
    }
  }
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

Study read_study(Document& document) {
  const Value root = Value::root_of(document);
  root.check_keys({"tiersim", "question", "models", "subjects", "operators", "deployments", "tiers",
                   "links", "network", "relay", "start", "compute", "extrapolate", "request",
                   "seed", "sweep"});
  const Value version = root["tiersim"];
  if (!version.given()) version.fail("is missing (begin with tiersim: 1)");
  version.integer(kStudyVersion, kStudyVersion);

  Study study;
  if (const Value question = root["question"]; question.given()) study.question = question.text();
  study.models = read_models(root["models"], document.folder());
  std::vector<std::string> subjects = names_of(known_subjects());
  for (const auto& [name, model] : study.models) subjects.push_back(name);
  study.subjects = read_names(root["subjects"], "wide_resnet_mini", subjects);
  study.operators = read_operators(root["operators"]);
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
  }
  if (const Value extrapolate = root["extrapolate"]; extrapolate.given())
    study.extrapolate = extrapolate.one_of({"true", "false"}) == "true";
  study.request = read_request(root["request"]);
  if (const Value seed = root["seed"]; seed.given()) study.seed = seed.integer(0, INT64_MAX);
  check_complete(root, study);
  check_pairs(root, study);
  return study;
}

}  // namespace tiersim
