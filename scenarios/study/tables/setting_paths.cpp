#include "scenarios/study/tables/setting_paths.h"

#include <algorithm>
#include <set>

#include "models/catalog/nearest_name.h"
#include "scenarios/study/tables/link_kinds.h"
#include "scenarios/study/tables/study_keys.h"
#include "scenarios/study/tables/tiers.h"

namespace tiersim {
namespace {

void add(const std::string& path, const std::vector<KeyDescription>& below,
         std::set<std::string>& paths) {
  paths.insert(path);
  for (const KeyDescription& key : below) add(path + "." + key.name, key.below, paths);
}

void add_links(std::set<std::string>& paths) {
  for (const LinkName& link : link_names())
    for (const LinkKind* kind : link_kinds())
      add("links." + link.name, keys_of(*kind).descriptions(), paths);
}

std::set<std::string> all_paths() {
  std::set<std::string> paths;
  for (const StudyKey& key : study_keys()) {
    add(key.name(), key.key.description.below, paths);
    if (key.name() == "links") add_links(paths);
    if (key.name() != "tiers") continue;
    for (const StudyEntry& tier : key.entries)
      add("tiers." + tier.name, tier_keys().descriptions(), paths);
  }
  return paths;
}

/// The next parts of the paths that begin with `prefix`, which ends with a dot or is empty.
std::vector<std::string> parts_after(const std::string& prefix) {
  std::set<std::string> parts;
  for (const std::string& path : setting_paths())
    if (path.rfind(prefix, 0) == 0 && path.size() > prefix.size())
      parts.insert(path.substr(prefix.size(), path.find('.', prefix.size()) - prefix.size()));
  return {parts.begin(), parts.end()};
}

}  // namespace

const std::vector<std::string>& setting_paths() {
  static const std::vector<std::string> paths = [] {
    const std::set<std::string> all = all_paths();
    return std::vector<std::string>(all.begin(), all.end());
  }();
  return paths;
}

std::string nearest_path(const std::string& path) {
  std::string found;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    const std::vector<std::string> known = parts_after(found);
    const bool is_known = std::find(known.begin(), known.end(), part) != known.end();
    const std::string near = is_known ? part : nearest_name(part, known);
    if (near.empty()) return "";
    found += near + (end < path.size() ? "." : "");
    begin = end + 1;
  }
  return found;
}

}  // namespace tiersim
