#include "scenarios/study/print/print_sweep.h"

namespace tiersim {
namespace {

void print_paths(const SweepAxis& axis, YAML::Emitter& out) {
  for (const SweptPath& path : axis.paths) {
    out << YAML::Key << path.path << YAML::Value << YAML::Flow << YAML::BeginSeq;
    for (const SweptText& value : path.values) out << value.text;
    out << YAML::EndSeq;
  }
}

void print_groups(const std::vector<SweepAxis>& sweep, YAML::Emitter& out) {
  out << YAML::Key << "zip" << YAML::Value << YAML::BeginSeq;
  for (const SweepAxis& axis : sweep) {
    if (!axis.zipped) continue;
    out << YAML::BeginMap;
    print_paths(axis, out);
    out << YAML::EndMap;
  }
  out << YAML::EndSeq;
}

}  // namespace

void print_sweep(const std::vector<SweepAxis>& sweep, YAML::Emitter& out) {
  if (sweep.empty()) return;
  out << YAML::Key << "sweep" << YAML::Value << YAML::BeginMap;
  bool groups_printed = false;  // where the first stands: axes are read in the order written
  for (const SweepAxis& axis : sweep) {
    if (!axis.zipped) {
      print_paths(axis, out);
    } else if (!groups_printed) {
      groups_printed = true;
      print_groups(sweep, out);
    }
  }
  out << YAML::EndMap;
}

}  // namespace tiersim
