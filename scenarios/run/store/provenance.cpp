#include "scenarios/run/store/provenance.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <memory>

#include "network/packet/packet_network.h"
#include "scenarios/run/store/version.h"
#include "sim/base/content_key.h"

namespace tiersim {
std::string host_name() {
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return name.data();
}

std::string inputs_key(const ExpandedStudy& study, const MeasuredStudy& measured) {
  std::vector<std::string> parts{measured.content()};
  for (const auto& [path, text] : study.files) {
    parts.push_back(path);
    parts.push_back(text);
  }
  return parts.size() == 1 ? parts[0] : content_key(parts);
}

std::map<std::string, std::string> provenance_of(const ExpandedStudy& study,
                                                 const MeasuredStudy& measured,
                                                 const std::string& command) {
  return {{"mode", name_of(study.mode)},
          {"tiersim_version", kVersion},
          {"git_revision", kGitRevision},
          {"created_utc", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
          {"command", command},
          {"question", study.points[0].study.question},
          {"study_yaml", study.yaml},
          {"study_expanded", study.expanded_yaml},
          {"profiles_file", study.points[0].study.profiles_file},
          {"host", host_name()},
          {"cpu_model", measured.description.cpu_model},
          {"libtorch_version", measured.description.libtorch_version},
          {"ns3_version", ns3_version()},
          {"profiles_key", inputs_key(study, measured)}};
}

}  // namespace tiersim
