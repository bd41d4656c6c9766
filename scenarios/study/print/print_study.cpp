#include "scenarios/study/print/print_study.h"

#include <yaml-cpp/yaml.h>

#include "scenarios/study/print/print_sweep.h"
#include "scenarios/study/tables/study_keys.h"

namespace tiersim {

std::string print_study(const Study& study, const std::vector<SweepAxis>& sweep) {
  YAML::Emitter out;
  out << YAML::BeginMap;
  for (const StudyKey& each : study_keys()) {
    if (!each.key.is_printed(study)) continue;
    out << YAML::Key << each.name() << YAML::Value;
    each.key.print(study, out);
  }
  print_sweep(sweep, out);
  out << YAML::EndMap;
  return std::string(out.c_str()) + "\n";
}

}  // namespace tiersim
