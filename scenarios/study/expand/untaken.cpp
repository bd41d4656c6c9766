#include "scenarios/study/expand/untaken.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/study/tables/setting_paths.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {
namespace {

/// The tier or link that a setting belongs to, "links.edge-cloud", if the study lacks it; else "".
std::string missing_entry(const Document& document, const std::string& path) {
  const std::size_t dot = path.find('.');
  const std::string map = path.substr(0, dot);
  if (dot == std::string::npos || (map != "tiers" && map != "links")) return "";
  const std::string entry = path.substr(0, path.find('.', dot + 1));
  ReadContext context;
  const Value value = Value::root_of(document, context)[map][entry.substr(dot + 1)];
  return value.given() && value.node().IsMap() ? "" : entry;
}

std::string problem_of(const Document& document, const std::string& path) {
  const std::vector<std::string>& known = setting_paths();
  if (!std::binary_search(known.begin(), known.end(), path)) {
    const std::string near = nearest_path(path);
    return near.empty() ? "no such setting (write a path of the study, e.g. "
                          "links.edge-cloud.bandwidth)"
                        : fmt::format("no such setting (did you mean \"{}\"?)", near);
  }
  const std::string entry = missing_entry(document, path);
  if (entry.empty())
    return "does not go together with other settings of this study (see docs/study.md)";
  return fmt::format("the study has no {0} (add {0} to the study, e.g. {1})", entry,
                     entry.rfind("links.", 0) == 0 ? "{bandwidth: 100 Mbps, delay: 5 ms}"
                                                   : "{cores: 1, cpu_share: 50 %}");
}

}  // namespace

void fail_untaken(const Document& document, const std::string& path, const Setting& setting) {
  throw StudyError(setting.source->file, setting.mark, path, problem_of(document, path));
}

}  // namespace tiersim
