#include "scenarios/study/read/study_sections.h"

#include <fmt/format.h>

#include "models/catalog/catalog.h"
#include "scenarios/study/read/read_links.h"
#include "scenarios/study/read/read_request.h"
#include "scenarios/study/read/read_tiers.h"

namespace tiersim {
namespace {

/// Whether this word of two is written, the other being the default.
bool says(const Value& value, const char* word, const std::vector<std::string>& choices) {
  return value.given() && value.one_of(choices) == word;
}

void read_compute(const Value& root, const std::string&, Study& study) {
  const Value compute = root["compute"];
  study.live = says(compute, "live", {"measured", "live"});
  if (!study.live) return;
  if (study.cold_start) compute.fail("live has no cold starts (write measured, or start: warm)");
  for (const auto& [name, tier] : study.tiers) {
    if (tier.workers > 1)
      compute.fail(
          fmt::format("live computes one request at a time, tier \"{}\" has {} workers "
                      "(write measured, or workers: 1)",
                      name, tier.workers));
  }
}

template <typename Map>
void copy_entry(const Map& from, const std::string& name, Map& to) {
  const auto found = from.find(name);
  if (found == from.end())
    to.edit().erase(name);
  else
    to[name] = found->second;
}

void forget_tier(Study& study, const std::string& name) {
  if (study.tiers.count(name) == 0) return;
  study.tiers.edit().erase(name);
  study.queues.edit().erase(name);
}

void forget_link(Study& study, const std::string& name) {
  if (study.links.count(name) > 0) study.links.edit().erase(name);
  if (study.trace_files.count(name) > 0) study.trace_files.edit().erase(name);
}

StudySection tier_section(const std::string& name) {
  return {{"tiers." + name},
          [](const Value& root, const std::string& tier, Study& study) {
            forget_tier(study, tier);
            read_tier(root["tiers"], tier, study);
          },
          [](const Study& from, const std::string& tier, Study& to) {
            copy_entry(from.tiers, tier, to.tiers);
            copy_entry(from.queues, tier, to.queues);
          },
          name};
}

StudySection link_section(const std::string& name) {
  return {{"links." + name},
          [](const Value& root, const std::string& link, Study& study) {
            forget_link(study, link);
            read_link(root["links"], link, study);
          },
          [](const Study& from, const std::string& link, Study& to) {
            copy_entry(from.links, link, to.links);
            copy_entry(from.trace_files, link, to.trace_files);
          },
          name};
}

/// Whether the map of tiers or links itself is right; what is in it is read one by one.
StudySection map_section(const char* key, void (*check)(const Value&, const std::string&, Study&)) {
  return {{}, check, [](const Study&, const std::string&, Study&) {}, key};
}

void check_tiers(const Value& root, const std::string& key, Study&) {
  const Value tiers = root[key];
  if (!tiers.given())
    tiers.fail("is missing (add e.g. tiers: {edge: {cores: 1, cpu_share: 50 %}})");
  tiers.check_keys(names_of(known_tiers()));
}

void check_links(const Value& root, const std::string& key, Study&) {
  root[key].check_keys(known_links());
}

template <auto member>
void copy_member(const Study& from, const std::string&, Study& to) {
  to.*member = from.*member;
}

}  // namespace

const std::vector<StudySection>& study_sections() {
  static const std::vector<StudySection> sections = [] {
    std::vector<StudySection> all{map_section("tiers", check_tiers)};
    for (const std::string& name : names_of(known_tiers())) all.push_back(tier_section(name));
    all.push_back(map_section("links", check_links));
    for (const std::string& name : known_links()) all.push_back(link_section(name));
    all.push_back({{"network"},
                   [](const Value& root, const std::string&, Study& study) {
                     study.network = read_network(root["network"]);
                   },
                   copy_member<&Study::network>,
                   ""});
    all.push_back({{"relay"},
                   [](const Value& root, const std::string&, Study& study) {
                     study.store_and_forward =
                         says(root["relay"], "store-and-forward", {"routed", "store-and-forward"});
                   },
                   copy_member<&Study::store_and_forward>,
                   ""});
    all.push_back({{"start"},
                   [](const Value& root, const std::string&, Study& study) {
                     study.cold_start = says(root["start"], "cold", {"warm", "cold"});
                   },
                   copy_member<&Study::cold_start>,
                   ""});
    all.push_back({{"compute", "start", "tiers"}, read_compute, copy_member<&Study::live>, ""});
    all.push_back({{"extrapolate"},
                   [](const Value& root, const std::string&, Study& study) {
                     study.extrapolate = says(root["extrapolate"], "true", {"true", "false"});
                   },
                   copy_member<&Study::extrapolate>,
                   ""});
    all.push_back({{"request"},
                   [](const Value& root, const std::string&, Study& study) {
                     study.request = read_request(root["request"]);
                   },
                   copy_member<&Study::request>,
                   ""});
    all.push_back({{"seed"},
                   [](const Value& root, const std::string&, Study& study) {
                     const Value seed = root["seed"];
                     study.seed = seed.given() ? seed.integer(0, INT64_MAX) : Study{}.seed;
                   },
                   copy_member<&Study::seed>,
                   ""});
    return all;
  }();
  return sections;
}

}  // namespace tiersim
