#include "scenarios/study/yaml/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "models/catalog/nearest_name.h"

namespace tiersim {
namespace {

std::string join_path(const std::string& parent, const std::string& key) {
  return parent.empty() ? key : parent + "." + key;
}

}  // namespace

void Value::fail(const std::string& problem) const {
  throw StudyError(setting_.source->file, setting_.mark, path_, problem);
}

void Value::fail_at(const std::string& key, const std::string& problem) const {
  for (const auto& item : node()) {
    if (item.first.IsScalar() && item.first.Scalar() == key)
      throw StudyError(setting_.source->file, item.first.Mark(), join_path(path_, key), problem);
  }
  (*this)[key].fail(problem);
}

std::string Value::text() const {
  if (!node().IsScalar()) fail("is not a single value (write one value)");
  note({path_, "", node().Scalar(), node().Scalar()});
  return node().Scalar();
}

std::string Value::one_of(const std::vector<std::string>& choices) const {
  const std::string value = text();
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return value;
  const std::string near = nearest_name(value, choices);
  fail(fmt::format("unknown value \"{}\" ({})", printable(value),
                   near.empty() ? fmt::format("use {}{}", choices.size() > 1 ? "one of " : "",
                                              fmt::join(choices, ", "))
                                : fmt::format("did you mean \"{}\"?", near)));
}

std::int64_t Value::integer(std::int64_t least, std::int64_t most) const {
  const std::string written = text();
  std::int64_t value = 0;
  const char* const end = written.data() + written.size();
  const auto [rest, error] = std::from_chars(written.data(), end, value);
  if (error != std::errc{} || rest != end)
    fail(fmt::format("\"{}\" is not a whole number (write e.g. {})", printable(written),
                     std::max<std::int64_t>(least, 1)));
  if (value < least || value > most)
    fail(fmt::format("{} is out of range (use {} to {})", value, least, most));
  note_number(static_cast<double>(value), "1");
  return value;
}

std::vector<Value> Value::list() const {
  if (!node().IsSequence()) fail("is not a list (write it in brackets: [a, b])");
  if (node().size() == 0) fail("is an empty list (name at least one)");
  note({path_, "", "", ""});
  std::vector<Value> values;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < node().size(); ++i) {
    values.emplace_back(*document_, *context_, node()[i], fmt::format("{}[{}]", path_, i),
                        setting_.source);
    if (node()[i].IsScalar() && !seen.insert(node()[i].Scalar()).second) {
      values.back().fail(
          fmt::format("\"{}\" occurs twice (name it once)", printable(node()[i].Scalar())));
    }
  }
  return values;
}

Value Value::operator[](const std::string& key) const {
  const bool is_map = node().IsDefined() && node().IsMap();
  const YAML::Node& map = node();  // const: operator[] of a node that is not const adds the key
  return value_at(key, is_map ? map[key] : YAML::Node(YAML::NodeType::Undefined));
}

std::vector<Value> Value::values_of(const std::vector<std::string>& keys) const {
  const YAML::Node none(YAML::NodeType::Undefined);
  std::vector<YAML::Node> own(keys.size(), none);
  if (node().IsDefined() && node().IsMap()) {
    for (const auto& item : node()) {
      if (!item.first.IsScalar()) continue;
      const auto at = std::find(keys.begin(), keys.end(), item.first.Scalar());
      if (at != keys.end()) own[at - keys.begin()].reset(item.second);
    }
  }
  std::vector<Value> values;
  values.reserve(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) values.push_back(value_at(keys[i], own[i]));
  return values;
}

Value Value::value_at(const std::string& key, const YAML::Node& own) const {
  std::string path = join_path(path_, key);
  if (const Setting* replaced = document_->replacement(path))
    return {*document_, *context_, *replaced, std::move(path)};
  if (!own.IsDefined() || own.IsNull()) {
    const auto found = document_->defaults().find(path);
    if (found != document_->defaults().end())
      return {*document_, *context_, found->second, std::move(path)};
  }
  return {*document_, *context_, own, std::move(path), setting_.source};
}

std::vector<std::string> Value::keys() const {
  std::vector<std::string> names;
  for (const auto& [name, value] : entries()) names.push_back(name);
  const std::set<std::string> own(names.begin(), names.end());
  const std::map<std::string, Setting>& defaults = document_->defaults();
  const std::string prefix = join_path(path_, "");
  for (auto at = defaults.lower_bound(prefix); at != defaults.end(); ++at) {
    if (at->first.compare(0, prefix.size(), prefix) != 0) break;
    const std::string name = at->first.substr(prefix.size());
    if (own.count(name) == 0) names.push_back(name);
  }
  return names;
}

std::vector<std::pair<std::string, Value>> Value::entries() const {
  std::vector<std::pair<std::string, Value>> all;
  if (!node().IsDefined() || !node().IsMap()) return all;
  for (const auto& item : node()) {
    const std::string key = item.first.IsScalar() ? item.first.Scalar() : "?";
    const std::string path = join_path(path_, key);
    const Setting* replaced = document_->replacement(path);
    all.emplace_back(key, replaced
                              ? Value(*document_, *context_, *replaced, path)
                              : Value(*document_, *context_, item.second, path, setting_.source));
  }
  return all;
}

void Value::check_keys(const std::vector<std::string>& known) const {
  for_each_key([&](const YAML::Mark& mark, const std::string& key) {
    if (std::find(known.begin(), known.end(), key) != known.end()) return;
    if (key == "<<")
      throw StudyError(
          setting_.source->file, mark, join_path(path_, key),
          "YAML's merge key is not read here (write the settings out, or use include)");
    const std::string near = nearest_name(key, known);
    throw StudyError(
        setting_.source->file, mark, join_path(path_, key),
        fmt::format("unknown key \"{}\" ({})", printable(key),
                    near.empty() ? fmt::format("known here: {}", fmt::join(known, ", "))
                                 : fmt::format("did you mean \"{}\"?", near)));
  });
}

void Value::check_unique_keys() const {
  for_each_key([](const YAML::Mark&, const std::string&) {});
}

void Value::for_each_key(
    const std::function<void(const YAML::Mark&, const std::string&)>& check) const {
  if (!given()) return;
  if (!node().IsMap()) fail("is not a map of settings (write it in braces: {key: value})");
  std::set<std::string> seen;
  for (const auto& item : node()) {
    const std::string key = item.first.IsScalar() ? item.first.Scalar() : "?";
    check(item.first.Mark(), key);
    if (!seen.insert(key).second)
      throw StudyError(setting_.source->file, item.first.Mark(), join_path(path_, key),
                       fmt::format("key \"{}\" occurs twice (keep one)", printable(key)));
  }
}

std::string Value::as_study_path(const std::string& path) const {
  const std::filesystem::path& home = document_->folder();
  if (folder() == home || std::filesystem::path(path).is_absolute()) return path;
  return (folder() / path).lexically_normal().lexically_proximate(home).string();
}

void Value::note_number(double value, const std::string& unit) const {
  note({path_, unit, value, node().Scalar()});
}

void Value::note(SweepValue value) const {
  if (document_->replacement(path_)) context_->taken[path_] = std::move(value);
}

}  // namespace tiersim
