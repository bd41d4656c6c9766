#include "scenarios/study/print_study.h"

#include <yaml-cpp/yaml.h>

#include "scenarios/study/print_models.h"

namespace tiersim {

std::string print_study(
    const Study& study,
    const std::vector<std::pair<std::string, std::vector<std::string>>>& sweep) {
  using YAML::BeginMap, YAML::EndMap, YAML::Flow, YAML::Key, YAML::Value;
  YAML::Emitter out;
  out << BeginMap;
  out << Key << "tiersim" << Value << 1;
  out << Key << "question" << Value << study.question;
  print_models(study.models, out);
  out << Key << "subjects" << Value << Flow << study.subjects;
  out << Key << "operators" << Value << Flow << study.operators;
  out << Key << "deployments" << Value << Flow << study.deployments;
  out << Key << "tiers" << Value << BeginMap;
  for (const auto& [name, tier] : study.tiers) {
    out << Key << name << Value << Flow << BeginMap;
    out << Key << "cores" << Value << tier.cores << Key << "cpu_share" << Value
        << to_string(tier.cpu_share);
    out << Key << "memory" << Value << to_string(tier.memory) << Key << "workers" << Value
        << tier.workers;
    if (tier.power) out << Key << "power" << Value << to_string(*tier.power);
    out << EndMap;
  }
  out << EndMap << Key << "links" << Value << BeginMap << Key << "client-mobile" << Value << "none";
  for (const auto& [name, link] : study.links) {
    out << Key << name << Value << Flow << BeginMap << Key << "bandwidth" << Value
        << to_string(link.up);
    out << Key << "delay" << Value << to_string(link.delay) << Key << "loss" << Value
        << to_string(link.loss) << EndMap;
  }
  out << EndMap << Key << "network" << Value << Flow << BeginMap << Key << "fidelity" << Value
      << "packet" << EndMap;
  out << Key << "relay" << Value << "routed";
  out << Key << "start" << Value << (study.cold_start ? "cold" : "warm");
  out << Key << "compute" << Value << (study.live ? "live" : "measured");
  out << Key << "extrapolate" << Value << (study.extrapolate ? "true" : "false");
  if (study.imported) out << Key << "profiles" << Value << study.profiles_file;
  out << Key << "request" << Value << Flow << BeginMap << Key << "payload" << Value
      << (study.request.payload ? to_string(*study.request.payload) : "tensor");
  out << Key << "answer" << Value << to_string(study.request.answer) << Key << "count" << Value
      << study.request.count;
  out << Key << "arrivals" << Value << "closed-loop" << EndMap;
  out << Key << "seed" << Value << study.seed;
  if (!sweep.empty()) {
    out << Key << "sweep" << Value << BeginMap;
    for (const auto& [path, values] : sweep) out << Key << path << Value << Flow << values;
    out << EndMap;
  }
  out << EndMap;
  return std::string(out.c_str()) + "\n";
}

}  // namespace tiersim
