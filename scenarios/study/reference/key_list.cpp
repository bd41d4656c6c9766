#include "scenarios/study/reference/key_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/study/tables/goal.h"
#include "scenarios/study/tables/link_kinds.h"
#include "scenarios/study/tables/models.h"
#include "scenarios/study/tables/network.h"
#include "scenarios/study/tables/request.h"
#include "scenarios/study/tables/study_keys.h"
#include "scenarios/study/tables/tiers.h"

namespace tiersim {
namespace {

struct Section {
  std::string name;    ///< "links, kind wifi"
  std::string prefix;  ///< of the paths of its keys: "links.NAME."
  std::vector<KeyDescription> keys;
};

std::string default_of(const KeyDescription& key) {
  if (!key.default_words.empty()) return key.default_words;
  if (!key.missing.empty()) return "required";
  return key.default_value ? fmt::format("`{}`", *key.default_value) : "none";
}

std::string values_of(const KeyDescription& key) {
  if (!key.values.empty()) return key.values;
  std::string names;
  for (const KeyDescription& inner : key.below) names += (names.empty() ? "" : ", ") + inner.name;
  return names.empty() ? "a map" : fmt::format("a map of `{}`", names);
}

std::vector<Section> sections() {
  std::vector<KeyDescription> top;
  for (const StudyKey& key : study_keys()) {
    top.push_back(key.key.description);
    top.back().values = values_of(top.back());
    top.back().below.clear();  // sections of their own
  }
  std::vector<Section> all{{"top level", "", top},
                           {"tiers", "tiers.NAME.", tier_keys().descriptions()}};
  for (const LinkKind* kind : link_kinds())
    all.push_back({fmt::format("links, kind {}", kind->name()), "links.NAME.",
                   keys_of(*kind).descriptions()});
  all.push_back({"goal", "goal.", goal_keys().descriptions()});
  all.push_back({"network", "network.", network_keys().descriptions()});
  all.push_back({"emulate", "emulate.", emulation_keys().descriptions()});
  all.push_back({"request", "request.", request_keys().descriptions()});
  all.push_back({"models", "models.NAME.", model_keys().descriptions()});
  return all;
}

/// Calls use(path, key) for these keys and those below them.
template <typename Use>
void for_each_key(const std::string& prefix, const std::vector<KeyDescription>& keys,
                  const Use& use) {
  for (const KeyDescription& key : keys) {
    use(prefix + key.name, key);
    for_each_key(prefix + key.name + ".", key.below, use);
  }
}

std::string without_marks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '`'), text.end());
  return text;
}

}  // namespace

std::string key_list() {
  std::string text;
  for (const Section& section : sections()) {
    text += fmt::format("{}{}\n", text.empty() ? "" : "\n", section.name);
    for_each_key(section.prefix, section.keys,
                 [&](const std::string& path, const KeyDescription& key) {
                   text += fmt::format("  {}: {}\n", path, without_marks(values_of(key)));
                   text += fmt::format("      default: {}. {}\n", without_marks(default_of(key)),
                                       without_marks(key.meaning));
                 });
  }
  return text;
}

std::string key_tables() {
  std::string text;
  for (const Section& section : sections()) {
    text += fmt::format("## {}\n| key | values | default | meaning |\n|---|---|---|---|\n",
                        section.name);
    for_each_key("", section.keys, [&](const std::string& path, const KeyDescription& key) {
      text += fmt::format("| `{}` | {} | {} | {} |\n", path, values_of(key), default_of(key),
                          key.meaning);
    });
  }
  return text;
}

}  // namespace tiersim
