#include "scenarios/study/read/check_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "models/catalog/catalog.h"
#include "scenarios/study/pairs.h"

namespace tiersim {
namespace {

/// The link of the row of places that is missing between two of them.
std::string missing_link(const Study& study, const std::string& from, const std::string& to) {
  const std::vector<std::string> row{"client", "mobile", "edge", "cloud"};
  const auto place = [&](const std::string& name) {
    return std::find(row.begin(), row.end(), name);
  };
  for (auto at = std::min(place(from), place(to)); at != std::max(place(from), place(to)); ++at) {
    const std::string link = *at + "-" + *std::next(at);
    if (study.links.count(link) == 0) return link;
  }
  return "";
}

bool is_joined(const Topology& topology, const std::string& from, const std::string& to) {
  try {
    return topology.path(topology.place(from), topology.place(to)).size() < topology.places.size();
  } catch (const std::out_of_range&) {
    return false;
  }
}

/// Checks that every tier that computes is described and every message has a path.
void check_complete(const Value& root, const Study& study) {
  const Topology topology = topology_of(study);
  const Value deployments = root["deployments"];
  for (const Value& item : deployments.list()) {
    std::string at = origin_of(study);
    for (const std::string& tier : tiers_of(item.text())) {
      if (study.tiers.count(tier) == 0) {
        item.fail(fmt::format(
            "tier \"{}\" is not described (add tiers.{}, e.g. {{cores: 1, cpu_share: 50 %}})", tier,
            tier));
      }
      if (!is_joined(topology, at, tier)) {
        item.fail(fmt::format(
            "no link leads to \"{}\" (add links.{}, e.g. {{bandwidth: 100 Mbps, delay: 5 ms}})",
            tier, missing_link(study, at, tier)));
      }
      at = tier;
    }
  }
}

/// Checks that the network can do what is asked of it.
void check_network(const Value& root, const Study& study) {
  const Value network = root["network"];
  if (study.network.transport.protocol == Transport::Protocol::udp && !study.request.timeout)
    network["transport"].fail("udp may lose messages for good (add e.g. request: {timeout: 1 s})");
  if (study.network.fidelity != Fidelity::analytic) return;
  for (const auto& [name, link] : study.links) {
    if (!link.kind->has_closed_form())
      network["fidelity"].fail(fmt::format("analytic knows no {}, which links.{} is (write packet)",
                                           link.kind->title(), name));
  }
}

/// `live` computes one request at a time, and models are not loaded anew.
void check_compute(const Value& root, const Study& study) {
  if (!study.live) return;
  const Value compute = root["compute"];
  if (study.cold_start) compute.fail("live has no cold starts (write measured, or start: warm)");
  for (const auto& [name, tier] : study.tiers) {
    if (tier.workers > 1)
      compute.fail(
          fmt::format("live computes one request at a time, tier \"{}\" has {} workers "
                      "(write measured, or workers: 1)",
                      name, tier.workers));
  }
}

/// Checks that everything that is batched can be measured in batches.
void check_batches(const Value& root, const Study& study) {
  for (const auto& [name, queue] : study.queues) {
    if (queue.batch == 1) continue;
    const Value batch = root["tiers"][name]["batch"];
    if (study.live) batch.fail("live computes one request at a time (write compute: measured)");
    for (const std::string& subject : study.subjects)
      for (const StudyOperator& study_operator : study.operators)
        for (int stage : {0, 1})
          if (is_imported(study, subject, study_operator, stage, name))
            batch.fail(fmt::format(
                "{} {} was measured elsewhere, one request at a time (leave the batch out)",
                subject, study_operator.text()));
  }
}

/// Checks that a deployment of the study computes on the preferred tier.
void check_goal(const Value& root, const Study& study) {
  const std::string& preferred = study.goal.prefer;
  if (preferred.empty()) return;
  for (const std::string& deployment : study.deployments)
    for (const std::string& tier : tiers_of(deployment))
      if (tier == preferred) return;
  root["goal"]["prefer"].fail(fmt::format(
      "no deployment computes on \"{0}\" (add {0} to deployments, or prefer a tier that is there)",
      preferred));
}

bool has_scenario(const Study& study, const std::vector<std::string>& subjects,
                  const std::vector<StudyOperator>& operators,
                  const std::vector<std::string>& deployments) {
  for (const std::string& subject : subjects)
    for (const StudyOperator& study_operator : operators)
      for (const std::string& deployment : deployments)
        if (is_scenario(study, subject, study_operator, deployment)) return true;
  return false;
}

/// The problem of an item that makes no scenario because rows of imported profiles are missing:
/// `"edge" fits no operator here: phones.csv has no rows of ...`. Returns "" if no row is missing.
std::string lack_of_rows(const Study& study, const std::string& start,
                         const std::vector<StudyOperator>& operators,
                         const std::vector<std::string>& deployments) {
  for (const std::string& deployment : deployments)
    for (const std::string& subject : study.subjects)
      for (const StudyOperator& study_operator : operators)
        if (const std::string rows = missing_rows(study, subject, study_operator, deployment);
            !rows.empty())
          return fmt::format("{}: {} has no rows of {} (add them, or leave {} out)", start,
                             study.imported->file, rows, deployment);
  return "";
}

bool splits(const Study& study, const StudyOperator& study_operator) {
  const std::vector<std::string> pairs{"mobile-edge", "edge-cloud", "mobile-cloud"};
  return has_scenario(study, study.subjects, {study_operator}, pairs);
}

/// Checks that every subject, operator and deployment occurs in some scenario. A model that is not
/// split computes on one tier, a split one on two.
void check_pairs(const Value& root, const Study& study) {
  const std::vector<Value> items = root["operators"].list();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const StudyOperator& study_operator = study.operators[i];
    if (has_scenario(study, study.subjects, {study_operator}, study.deployments)) continue;
    const std::string start = fmt::format("\"{}\" fits no deployment here", study_operator.text());
    const std::string lack = lack_of_rows(study, start, {study_operator}, study.deployments);
    if (!lack.empty()) items[i].fail(lack);
    const bool has_rows = study.imported && study.imported->has_operator(study_operator.text());
    items[i].fail(fmt::format(
        "{} (add {}{})", start,
        splits(study, study_operator) ? "one of two tiers, e.g. mobile-edge"
                                      : "one of a single tier, e.g. edge",
        has_rows ? "; if the model is split, add rows of stage 1 to " + study.imported->file : ""));
  }
  for (const Value& item : root["deployments"].list()) {
    const std::string name = item.text();
    if (has_scenario(study, study.subjects, study.operators, {name})) continue;
    const std::string start = fmt::format("\"{}\" fits no operator here", name);
    const std::string lack = lack_of_rows(study, start, study.operators, {name});
    if (!lack.empty()) item.fail(lack);
    item.fail(fmt::format("{} (add {})", start,
                          tiers_of(name).size() == 2 ? "one that splits, e.g. partition"
                                                     : "one that does not split, e.g. identity"));
  }
  for (const Value& item : root["subjects"].list()) {
    if (!has_scenario(study, {item.text()}, study.operators, study.deployments))
      item.fail(
          fmt::format("no rows of \"{}\" in {} fit an operator and deployment here (add "
                      "rows, or leave it out)",
                      item.text(), study.imported->file));
  }
}

/// Checks that imported profiles hold everything that their scenarios need.
void check_imported(const Value& root, const Study& study) {
  if (!study.imported) return;
  const Value profiles = root["profiles"];
  for (const std::string& subject : study.subjects) {
    for (const StudyOperator& study_operator : study.operators) {
      for (const std::string& deployment : study.deployments) {
        if (!is_scenario(study, subject, study_operator, deployment)) continue;
        const std::vector<std::string> tiers = tiers_of(deployment);
        for (std::size_t i = 0; i < tiers.size(); ++i) {
          const int stage = static_cast<int>(i);
          if (!is_imported(study, subject, study_operator, stage, tiers[i])) continue;
          const auto what = fmt::format("{} {} on {}", subject, study_operator.text(), tiers[i]);
          if (study.live)
            root["compute"].fail(fmt::format(
                "{} was measured elsewhere and cannot compute live (write measured)", what));
          if (study.cold_start &&
              study.imported->stage(subject, study_operator.text(), stage, tiers[i])->load.empty())
            root["start"].fail(fmt::format("{} has no load_ms (fill it in, or write warm)", what));
        }
        if (!is_prepared(study, subject, study_operator) && tiers[0] != origin_of(study) &&
            !std::holds_alternative<Bytes>(study.request.payload))
          profiles.fail(
              fmt::format("nothing says how large the input of {} {} is (add e.g. "
                          "request: {{payload: 150 kB}})",
                          subject, study_operator.text()));
      }
    }
  }
}

}  // namespace

void check_study(const Value& root, const Study& study) {
  check_compute(root, study);
  check_complete(root, study);
  check_pairs(root, study);
  check_goal(root, study);
  check_point(root, study);
}

void check_point(const Value& root, const Study& study) {
  check_compute(root, study);
  check_complete(root, study);
  check_imported(root, study);
  check_network(root, study);
  check_batches(root, study);
}

}  // namespace tiersim
