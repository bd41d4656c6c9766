#include "scenarios/study/print/print_study.h"

#include <yaml-cpp/yaml.h>

#include "scenarios/study/print/print_models.h"
#include "scenarios/study/print/print_network.h"
#include "scenarios/study/print/print_request.h"
#include "scenarios/study/print/print_sweep.h"

namespace tiersim {

namespace {

std::vector<std::string> texts_of(const std::vector<StudyOperator>& operators) {
  std::vector<std::string> texts;
  for (const StudyOperator& each : operators) texts.push_back(each.text());
  return texts;
}

}  // namespace

std::string print_study(const Study& study, const std::vector<SweepAxis>& sweep) {
  using YAML::BeginMap, YAML::EndMap, YAML::Flow, YAML::Key, YAML::Value;
  YAML::Emitter out;
  out << BeginMap;
  out << Key << "tiersim" << Value << 1;
  out << Key << "question" << Value << study.question;
  print_models(study.models, out);
  out << Key << "subjects" << Value << Flow << study.subjects.get();
  out << Key << "operators" << Value << Flow << texts_of(study.operators);
  out << Key << "deployments" << Value << Flow << study.deployments.get();
  out << Key << "tiers" << Value << BeginMap;
  for (const auto& [name, tier] : study.tiers) {
    out << Key << name << Value << Flow << BeginMap;
    out << Key << "cores" << Value << tier.cores << Key << "cpu_share" << Value
        << to_string(tier.cpu_share);
    out << Key << "memory" << Value << to_string(tier.memory) << Key << "workers" << Value
        << tier.workers;
    if (tier.power) out << Key << "power" << Value << to_string(*tier.power);
    print_queue(study.queues.at(name), out);
    out << EndMap;
  }
  out << EndMap;
  print_links(study, out);
  out << Key << "start" << Value << (study.cold_start ? "cold" : "warm");
  out << Key << "compute" << Value << (study.live ? "live" : "measured");
  out << Key << "extrapolate" << Value << (study.extrapolate ? "true" : "false");
  if (study.imported) out << Key << "profiles" << Value << study.profiles_file;
  print_request(study.request, out);
  out << Key << "seed" << Value << study.seed;
  print_sweep(sweep, out);
  out << EndMap;
  return std::string(out.c_str()) + "\n";
}

}  // namespace tiersim
